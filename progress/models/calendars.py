import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone


def new_key() -> str:
    return secrets.token_urlsafe(24)


class CalendarKey(models.Model):
    """The secret part of a person's calendar address. Renewed, the old address answers no more."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="calendar_key"
    )
    key = models.CharField(max_length=64, unique=True, default=new_key)
    made_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return str(self.person)
