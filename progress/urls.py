from django.urls import URLPattern, path

from progress.views import leading, places

app_name = "progress"
urlpatterns: list[URLPattern] = [
    path("my/places/register/<int:occasion_id>/", places.register, name="register"),
    path("my/places/<int:registration_id>/", places.place, name="place"),
    path("my/places/<int:registration_id>/withdraw/", places.withdraw, name="withdraw"),
    path("leading/", leading.occasions, name="leading"),
    path("leading/<int:occasion_id>/", leading.participants, name="participants"),
]
