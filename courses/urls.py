from django.conf import settings
from django.urls import URLPattern, path, register_converter
from django.urls.converters import SlugConverter

from courses.views import calendars, catalogue, modules, short_address


class LanguageConverter(SlugConverter):
    regex = "|".join(code for code, _ in settings.LANGUAGES)


register_converter(LanguageConverter, "language")

app_name = "courses"
urlpatterns: list[URLPattern] = [
    # Addresses without a language, for mails, posters and other systems.
    path("courses/", short_address.catalogue, name="short_catalogue"),
    path("courses/<slug:course>/", short_address.course, name="short_course"),
    path("courses/<slug:course>/<slug:module>/", short_address.module, name="short_module"),
    path("courses/<slug:course>/<slug:occasion>.ics", calendars.occasion, name="occasion_calendar"),
    # Before Wagtail's own, for speed; what is neither is left to Wagtail.
    path("<language:language>/<slug:catalogue>/", catalogue.catalogue, name="catalogue"),
    path("<language:language>/<slug:catalogue>/<slug:course>/", catalogue.course, name="course"),
    path(
        "<language:language>/<slug:catalogue>/<slug:course>/<slug:module>/",
        modules.module,
        name="module",
    ),
]
