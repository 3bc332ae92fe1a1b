import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import ModulePage
from progress.models.learning import Enrolment


class Submission(models.Model):
    """What somebody hands in for an assignment, or notes of a practice with their pupils."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Handed in")
        RETURNED = "returned", _("Returned with a comment")
        APPROVED = "approved", _("Approved")

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="submissions")
    module = models.ForeignKey(ModulePage, models.PROTECT, related_name="+")
    step = models.UUIDField()
    question = models.UUIDField()
    number = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(_("text"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SUBMITTED)
    comment = models.TextField(_("comment"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveBigIntegerField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "step", "question", "number"], name="handed_in_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.get_state_display()}"


def place_of_file(file: "SubmissionFile", name: str) -> str:
    """A name that nobody can guess, and nothing of the sender's own in it."""
    ending = name.rpartition(".")[2].lower()[:8]
    return f"submissions/{uuid.uuid4().hex}.{ending}"


class SubmissionFile(models.Model):
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    file = models.FileField(upload_to=place_of_file)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file handed in")
        verbose_name_plural = _("files handed in")

    def __str__(self) -> str:
        return self.name
