from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage, ModulePage
from progress.models.people import Organisation
from progress.querysets import EnrolmentQuerySet, StepRecordQuerySet


class Enrolment(models.Model):
    """One person's way through one course, in whatever languages: the one table that reports read.

    percent, minutes and completed_at sum up the evidence. What was earned once is never taken back
    or dated anew.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="enrolments",
        verbose_name=_("person"),
    )
    course = models.ForeignKey(
        CoursePage, models.PROTECT, related_name="enrolments", verbose_name=_("course")
    )
    translation_key = models.UUIDField(_("identity of the course"), db_index=True)
    # A new version of a course begins a new way; the old one keeps what was earned by it.
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    is_current = models.BooleanField(default=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation at that time"),
    )
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("last active"), default=timezone.now)
    percent = models.PositiveSmallIntegerField(_("percent done"), default=0)
    minutes = models.PositiveIntegerField(_("minutes"), default=0)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    at_module = models.ForeignKey(
        ModulePage, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at_step = models.UUIDField(null=True, blank=True)
    at_media = models.CharField(max_length=64, blank=True)  # what was being played there,
    at_second = models.PositiveIntegerField(default=0)  # and how far

    objects = EnrolmentQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["-last_seen_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "translation_key"],
                condition=models.Q(is_current=True),
                name="one_way_through_a_course",
            ),
            models.UniqueConstraint(
                fields=["person", "translation_key", "version"],
                name="one_way_through_a_version",
            ),
            models.CheckConstraint(
                condition=models.Q(percent__lte=100), name="no_more_than_all_is_done"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "translation_key"], name="enrolment_report")
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.course}"


class StepRecord(models.Model):
    """That a step was done, how, and against which live revision of its page."""

    class How(models.TextChoices):
        MARKED = "marked", _("Marked as done")
        ANSWERED = "answered", _("Answered")
        PASSED = "passed", _("Passed")
        APPROVED = "approved", _("Approved")  # an assignment
        TOGETHER = "together", _("Done together")
        EXCUSED = "excused", _("Not asked for")  # came after the module was done

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="steps")
    module = models.ForeignKey(ModulePage, models.PROTECT, related_name="+")
    step = models.UUIDField()
    how = models.CharField(max_length=10, choices=How)
    minutes = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(default=timezone.now)
    revision = models.PositiveBigIntegerField(null=True, blank=True)

    objects = StepRecordQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("step done")
        verbose_name_plural = _("steps done")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "step"], name="a_step_is_done_once")
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.how}"


class Answer(models.Model):
    """One attempt at one question. The pass mark of its day is frozen onto it.

    Attempt 0 is what is half-written: the only one that is written over, and no evidence.
    """

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="answers")
    module = models.ForeignKey(ModulePage, models.PROTECT, related_name="+")
    step = models.UUIDField()
    question = models.UUIDField()
    attempt = models.PositiveIntegerField()
    value = models.JSONField()
    score = models.FloatField(null=True, blank=True)
    pass_percent = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)  # of what is half-written: rises by each save
    answered_at = models.DateTimeField(default=timezone.now)
    revision = models.PositiveBigIntegerField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["attempt"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "step", "question", "attempt"],
                name="an_attempt_has_one_answer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.question} #{self.attempt}"


class Save(models.Model):
    """That a save of a device has come in: the same one, sent again, changes nothing."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="saves")
    uid = models.UUIDField()
    at = models.DateTimeField(default=timezone.now, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("save")
        verbose_name_plural = _("saves")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "uid"], name="a_save_comes_in_once")
        ]

    def __str__(self) -> str:
        return str(self.uid)
