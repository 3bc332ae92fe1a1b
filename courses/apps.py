from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from courses.reports.offer_stamp import watch_offer  # noqa: PLC0415 – no model is ready above
        from courses.views import addresses  # noqa: F401, PLC0415 it registers itself

        watch_offer()
