import uuid
from dataclasses import dataclass
from typing import Protocol

from django.db.models import QuerySet

from courses.models import CoursePage
from courses.reports.outline import course_outline, modules_stamp
from courses.reports.prepared import Prepared
from courses.rules.outline import Outline
from progress.models import Enrolment
from progress.rules.learning_errors import not_begun


class Way(Protocol):
    """What an enrolment is known by: whose way, and through which course."""

    @property
    def person_id(self) -> int: ...
    @property
    def translation_key(self) -> uuid.UUID: ...


@dataclass(frozen=True)
class WayOf:
    """A way that is not read yet: who writes locks and reads the enrolment in one query."""

    person_id: int
    translation_key: uuid.UUID


@dataclass(frozen=True)
class Held:
    enrolment: Enrolment
    outline: Outline


def hold_enrolment(*, enrolment: Way) -> Held:
    """Inside a transaction: the enrolment, locked, and the outline that it is measured by.

    On PostgreSQL the row is locked until the commit. On SQLite, where select_for_update says
    nothing, the IMMEDIATE transaction has the write lock already.
    """
    way = enrolment.person_id, enrolment.translation_key
    # Asked twice: the row may have been closed, and a new version begun, while this waited for it.
    rows = HOLD.objects(*way) or HOLD.objects(*way)
    if not rows:
        raise not_begun()
    return Held(rows[0], measure(rows[0].course, rows[0].stamp))


def _hold(person_id: int, translation_key: uuid.UUID) -> QuerySet[Enrolment]:
    return (
        Enrolment.objects.current()
        .select_for_update(of=("self",))
        .select_related("course__locale", "person__profile")
        .defer("course__body")
        .annotate(stamp=modules_stamp("course__path"))
        .filter(person_id=person_id, translation_key=translation_key)
        .order_by()
    )


HOLD = Prepared(_hold, int, uuid.UUID)


def measure(course: CoursePage, stamp: str | None = None) -> Outline:
    """The outline by which a way is measured: of the page where it began, whatever is read now.

    Where that page is no longer live, or has no live module left, of its first live translation.
    """
    if course.live:
        outline = course_outline(course, stamp)
        if outline.modules:
            return outline
    for other in (
        CoursePage.objects.filter(translation_key=course.translation_key, live=True)
        .exclude(pk=course.pk)
        .order_by("pk")
    ):
        outline = course_outline(other)
        if outline.modules:
            return outline
    return course_outline(course, stamp)
