from django.urls import URLPattern, path

from progress.views import leading, learning, my, places

app_name = "progress"
urlpatterns: list[URLPattern] = [
    path("my/", my.my, name="my"),
    path("my/learning/<int:course_id>/start/", learning.start, name="start"),
    path("my/learning/<uuid:key>/", learning.resume, name="resume"),
    path(
        "my/learning/<uuid:key>/<int:module_id>/<uuid:step>/done/", learning.mark, name="mark"
    ),
    path(
        "my/learning/<uuid:key>/<int:module_id>/<uuid:step>/answers/",
        learning.answer,
        name="answer",
    ),
    path("my/learning/<uuid:key>/<int:module_id>/<uuid:step>/here/", learning.here, name="here"),
    path("my/places/register/<int:occasion_id>/", places.register, name="register"),
    path("my/places/<int:registration_id>/", places.place, name="place"),
    path("my/places/<int:registration_id>/withdraw/", places.withdraw, name="withdraw"),
    path("leading/", leading.occasions, name="leading"),
    path("leading/<int:occasion_id>/", leading.participants, name="participants"),
]
