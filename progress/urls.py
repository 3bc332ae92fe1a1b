from django.urls import URLPattern, path

from progress.views import places

app_name = "progress"
urlpatterns: list[URLPattern] = [
    path("my/places/<int:registration_id>/", places.place, name="place"),
]
