from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from progress.views import leading, learning, my, places


class PlainIdConverter(StringConverter):
    """A block's UUID as the pages write it: without hyphens."""

    regex = "[0-9a-f]{32}"


register_converter(PlainIdConverter, "plain")

app_name = "progress"
urlpatterns: list[URLPattern] = [
    path("my/", my.my, name="my"),
    path("my/learning/<int:course_id>/start/", learning.start, name="start"),
    path("my/learning/<uuid:key>/", learning.resume, name="resume"),
    path("my/learning/<uuid:key>/<int:module_id>/<plain:step>/done/", learning.mark, name="mark"),
    path(
        "my/learning/<uuid:key>/<int:module_id>/<plain:step>/answers/",
        learning.answer,
        name="answer",
    ),
    path("my/learning/<uuid:key>/<int:module_id>/<plain:step>/here/", learning.here, name="here"),
    path("my/places/register/<int:occasion_id>/", places.register, name="register"),
    path("my/places/<int:registration_id>/", places.place, name="place"),
    path("my/places/<int:registration_id>/withdraw/", places.withdraw, name="withdraw"),
    path("leading/", leading.occasions, name="leading"),
    path("leading/<int:occasion_id>/", leading.participants, name="participants"),
]
