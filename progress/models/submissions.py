import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import ModulePage
from progress.models.learning import Enrolment

STORAGE = "vidare_private"


class Submission(models.Model):
    """What somebody hands in for an assignment. One that was returned stays as it is, with its
    comment; the next one has the next number."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        HANDED_IN = "handed_in", _("Handed in")
        RETURNED = "returned", _("Returned with a comment")
        APPROVED = "approved", _("Approved")

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="submissions")
    module = models.ForeignKey(ModulePage, models.PROTECT, related_name="+")
    step = models.UUIDField()
    question = models.UUIDField()
    number = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(_("text"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    started_at = models.DateTimeField(default=timezone.now)
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveBigIntegerField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "question", "number"], name="a_submission_has_one_number"
            ),
            models.UniqueConstraint(
                fields=["enrolment", "question"],
                condition=Q(state__in=["draft", "handed_in"]),
                name="one_submission_in_hand",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", handed_in_at=None)
                | (~Q(state="draft") & Q(handed_in_at__isnull=False)),
                name="what_is_handed_in_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["returned", "approved"], decided_at__isnull=False)
                | (~Q(state__in=["returned", "approved"]) & Q(decided_at=None)),
                name="what_is_decided_has_a_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "handed_in_at"], name="submission_to_read")]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.get_state_display()}"


def private_storage() -> Storage:
    """Never under MEDIA_ROOT, which the web server gives to everybody."""
    if STORAGE in settings.STORAGES:
        return storages[STORAGE]
    beside = Path(settings.MEDIA_ROOT or ".").parent / "private"
    return FileSystemStorage(location=getattr(settings, "VIDARE_PRIVATE_ROOT", beside))


def place_of_file(_file: "SubmissionFile", name: str) -> str:
    """A name that nobody can guess, and nothing of the sender's own in it but the ending."""
    ending = name.rpartition(".")[2].lower()[:8]
    return f"submissions/{uuid.uuid4().hex}.{ending if ending.isalnum() else 'bin'}"


class SubmissionFile(models.Model):
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    file = models.FileField(upload_to=place_of_file, storage=private_storage)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    added_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file handed in")
        verbose_name_plural = _("files handed in")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class SharedReflection(models.Model):
    """That somebody lets their facilitator read what they wrote to a question. While it is here the
    latest that they kept can be read; taken away, nothing can."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="shared")
    step = models.UUIDField()
    question = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("shared reflection")
        verbose_name_plural = _("shared reflections")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "question"], name="shared_once")
        ]

    def __str__(self) -> str:
        return str(self.question)
