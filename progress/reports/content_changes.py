"""What editors changed of modules that people had begun, what they chose for them, and why."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry, Revision

from courses.models import CoursePage
from progress.actions.record_content_change import NEW_MODULE, NOT_ASKED, SCHEDULED
from progress.actions.weigh_change import PUBLISHED
from progress.models import ContentChange, Enrolment, StepRecord
from progress.models.accounts import name_of


@dataclass(frozen=True)
class ChangeRow:
    change: ContentChange
    is_planned: bool
    is_called_off: bool
    reached: int
    """For how many it is done so far: not asked for what is new, or asked again."""

    @property
    def by(self) -> str:
        return name_of(self.change.by) if self.change.by else ""

    @property
    def reason(self) -> str:
        words = {
            SCHEDULED: _("Published at a set time, when nobody could be asked."),
            NEW_MODULE: _("A new module. Nobody was asked."),
            NOT_ASKED: _("Published where nobody was asked, as by a workflow or a catalogue file."),
        }
        return words.get(self.change.reason, self.change.reason)


def content_changes(course: CoursePage) -> QuerySet[ContentChange]:
    """The latest first, in whatever language of the course, with how far each one is done."""
    excused = (
        StepRecord.objects.filter(
            how=StepRecord.How.EXCUSED, done_at=OuterRef("at"), module=OuterRef("module")
        )
        .order_by()
        .values("module")
        .annotate(number=Count("enrolment", distinct=True))
        .values("number")
    )
    begun = (
        Enrolment.objects.filter(
            translation_key=OuterRef("course_key"), started_at=OuterRef("at"), version__gt=1
        )
        .order_by()
        .values("translation_key")
        .annotate(number=Count("pk"))
        .values("number")
    )
    went_live = PageLogEntry.objects.filter(
        page=OuterRef("module"), revision=OuterRef("revision"), action__in=PUBLISHED
    )
    waits = Revision.objects.filter(pk=OuterRef("revision"), approved_go_live_at__isnull=False)
    return (
        ContentChange.objects.filter(course_key=course.translation_key)
        .select_related("module__locale", "by")
        .defer("module__steps")
        .annotate(
            excused=Coalesce(Subquery(excused, output_field=IntegerField()), 0),
            asked_again=Coalesce(Subquery(begun, output_field=IntegerField()), 0),
            went_live=Exists(went_live),
            waits=Exists(waits),
        )
    )


def change_rows(changes: list[ContentChange]) -> list[ChangeRow]:
    return [_row(change) for change in changes]


def _row(change: ContentChange) -> ChangeRow:
    return ChangeRow(
        change=change,
        is_planned=change.waits,  # type: ignore[attr-defined]
        is_called_off=not change.waits and not change.went_live,  # type: ignore[attr-defined]
        reached=change.excused + change.asked_again,  # type: ignore[attr-defined]
    )


def new_steps_since(course_id: int, course_key: uuid.UUID, since: datetime) -> frozenset[str]:
    """Ids of the steps that came to a course's page after a moment. One query. What came to another
    language was here before, or came by a change of its own."""
    changes = ContentChange.objects.filter(
        course=course_id, course_key=course_key, at__gt=since, at__lte=timezone.now()
    ).order_by()
    return frozenset(
        step for steps in changes.values_list("new_steps", flat=True) for step in steps
    )
