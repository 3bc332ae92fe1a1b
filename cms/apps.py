from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig

from cms.languages import fall_back_on_neighbours


class CmsConfig(AppConfig):
    default = True
    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Site")

    def ready(self) -> None:
        from cms.signals import watch  # noqa: PLC0415 – models are not there before

        watch()
        fall_back_on_neighbours()


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "cms.viewsets.users.UserViewSet"
