from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class ProgressConfig(AppConfig):
    name = "progress"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Progress")

    def ready(self) -> None:
        # They register themselves, and no model is ready before.
        from progress import checks, signals  # noqa: F401, PLC0415
        from progress.views.roles import remember_roles  # noqa: PLC0415 no model is ready above

        user_logged_in.connect(remember_roles, dispatch_uid="progress_roles")
