from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage, ModulePage


class ContentChange(models.Model):
    """That a module was changed which people had begun, and what was chosen for them, and why."""

    class Choice(models.TextChoices):
        KEEP = "keep", _("Keep all as done")
        MIDWAY = "midway", _("Ask those midway for what is new")
        AGAIN = "again", _("Ask all again, in a new version")

    course = models.ForeignKey(CoursePage, models.PROTECT, related_name="+")
    course_key = models.UUIDField(db_index=True)
    module = models.ForeignKey(ModulePage, models.PROTECT, related_name="content_changes")
    module_key = models.UUIDField(db_index=True)
    revision = models.PositiveBigIntegerField(null=True, blank=True)
    choice = models.CharField(max_length=10, choices=Choice)
    reason = models.CharField(_("reason"), max_length=500)
    new_steps = models.JSONField(default=list)
    gone_steps = models.JSONField(default=list)
    midway = models.PositiveIntegerField(default=0)
    finished = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of content")
        verbose_name_plural = _("changes of content")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.module}: {self.get_choice_display()}"
