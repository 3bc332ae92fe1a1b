import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from django.db.models import Sum
from django_tasks import task

from courses.models import CoursePage
from courses.rules.outline import Outline
from progress.actions.await_writers import await_writers
from progress.actions.hold_enrolment import measure
from progress.models import Attendance, Enrolment, StepRecord
from progress.models.presence import NOWHERE, Presence, presences
from progress.querysets import plain_uuid
from progress.rules.standing import Standing, stand

AT_ONCE = 500

# An enrolment that differs from what its evidence gives: (id, percent and minutes that it says).
Stale = tuple[int, int, int, Standing]


class _Row(NamedTuple):
    pk: int
    person: int
    course: int
    percent: int
    minutes: int
    completed_at: datetime | None


@task()
def sum_up_courses(keys: Sequence[str]) -> None:
    """Courses changed: how far everybody is who is not done with them is reckoned anew.

    Nobody completes by an editor's change, which may be undone in a minute, while a certificate is
    for ever: who has all that is asked for now completes by their own next act.
    """
    for key in keys:
        await_writers(key=uuid.UUID(key))  # or one summed up by what was live before comes after
        for enrolment_id, percent, minutes, standing in stale_summaries(uuid.UUID(key)):
            # Who worked on meanwhile was summed up by that.
            Enrolment.objects.filter(
                pk=enrolment_id, completed_at=None, percent=percent, minutes=minutes
            ).update(percent=standing.percent, minutes=standing.minutes)


def stale_summaries(key: uuid.UUID) -> Iterator[Stale]:
    """The enrolments of a course whose summary is not what was earned, nor what is given today.

    Those by an older version stay as they were: what is asked for today is not asked of them.
    """
    outlines: dict[int, Outline] = {}
    rows = (
        Enrolment.objects.current()
        .filter(translation_key=key)
        .order_by("pk")
        .values_list("pk", "person", "course", "percent", "minutes", "completed_at")
        .iterator(AT_ONCE)
    )
    while batch := [_Row(*row) for row in islice(rows, AT_ONCE)]:
        for course in {row.course for row in batch} - outlines.keys():
            outlines[course] = measure(CoursePage.objects.get(pk=course))
        steps = _steps_of([row.pk for row in batch])
        present = _presences(key, batch, outlines)
        for row in batch:
            there = present.get(row.person, NOWHERE)
            evidence = there.with_steps(steps[row.pk])
            standing = stand(outlines[row.course], evidence, earned=row.completed_at is not None)
            if (row.percent, row.minutes) != (standing.percent, standing.minutes) and not (
                _was_earned(row, standing, key)
            ):
                yield row.pk, row.percent, row.minutes, standing


def _presences(
    key: uuid.UUID, batch: list[_Row], outlines: dict[int, Outline]
) -> dict[int, Presence]:
    asked = [row.person for row in batch if outlines[row.course].asks_presence]
    return presences(asked, key) if asked else {}


def _was_earned(row: _Row, standing: Standing, key: uuid.UUID) -> bool:
    """Of what is completed, hours that somebody was there stay: meetings may be shorter since, or
    the rule another."""
    if row.completed_at is None or row.percent != standing.percent:
        return False
    there = Attendance.objects.filter(
        registration__person=row.person, registration__occasion__course__translation_key=key
    ).aggregate(n=Sum("minutes"))["n"]
    return standing.minutes < row.minutes <= standing.minutes + (there or 0)


def _steps_of(enrolments: list[int]) -> dict[int, dict[str, int]]:
    steps: dict[int, dict[str, int]] = defaultdict(dict)
    rows = StepRecord.objects.filter(enrolment__in=enrolments)
    for enrolment_id, step, minutes in rows.values_list(
        "enrolment_id", plain_uuid("step"), "minutes"
    ):
        steps[enrolment_id][step] = minutes
    return steps
