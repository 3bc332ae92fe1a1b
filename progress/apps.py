from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgressConfig(AppConfig):
    name = "progress"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Progress")

    def ready(self) -> None:
        from progress import checks  # noqa: F401, PLC0415 (registers itself)
