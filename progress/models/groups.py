import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage, ModulePage
from progress.models.people import Organisation


def new_join_key() -> str:
    return secrets.token_urlsafe(12)


class StudyGroup(models.Model):
    """A school's team that takes a course together, led by a facilitator."""

    course = models.ForeignKey(CoursePage, models.PROTECT, related_name="study_groups")
    course_key = models.UUIDField(db_index=True)
    name = models.CharField(_("name of the group"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="facilitates"
    )
    join_key = models.CharField(max_length=40, unique=True, default=new_join_key)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    notes = models.TextField(_("shared notes"), blank=True)
    notes_version = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("study group")
        verbose_name_plural = _("study groups")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class StudyGroupMember(models.Model):
    group = models.ForeignKey(StudyGroup, models.CASCADE, related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="study_groups"
    )
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("member of a study group")
        verbose_name_plural = _("members of study groups")
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="in_a_study_group_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.group}"


class JointStep(models.Model):
    """A step that the group does together: on a planned day, confirmed for those who were there."""

    group = models.ForeignKey(StudyGroup, models.CASCADE, related_name="joint_steps")
    module = models.ForeignKey(ModulePage, models.PROTECT, related_name="+")
    step = models.UUIDField()
    planned_on = models.DateField(_("planned"), null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    present = models.ManyToManyField(StudyGroupMember, related_name="joint_steps", blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("joint step")
        verbose_name_plural = _("joint steps")
        ordering = ["planned_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "step"], name="a_joint_step_once_in_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.step}"
