from django.urls import URLPattern, path

from progress.views import certificates, leading, places

app_name = "progress"
urlpatterns: list[URLPattern] = [
    path("certificates/", certificates.check, name="certificates"),
    path("certificates/<str:number>.pdf", certificates.certificate_as_pdf, name="certificate_pdf"),
    path(
        "certificates/<str:number>.json", certificates.certificate_as_json, name="certificate_json"
    ),
    path("certificates/<str:number>/", certificates.certificate, name="certificate"),
    path("my/places/register/<int:occasion_id>/", places.register, name="register"),
    path("my/places/<int:registration_id>/", places.place, name="place"),
    path("my/places/<int:registration_id>/withdraw/", places.withdraw, name="withdraw"),
    path("leading/", leading.occasions, name="leading"),
    path("leading/<int:occasion_id>/", leading.participants, name="participants"),
]
