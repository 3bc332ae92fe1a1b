from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Meeting
from progress.models.places import Registration


class Attendance(models.Model):
    """That somebody was at a meeting, and for how many of its minutes."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="attendance")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(fields=["registration", "meeting"], name="at_a_meeting_once")
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} @ {self.meeting_id}: {self.minutes}"
