import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from django_tasks import task

from courses.models import CoursePage
from courses.rules.outline import Outline
from progress.actions.hold_enrolment import measure
from progress.models import Enrolment, StepRecord
from progress.querysets import plain_uuid
from progress.rules.standing import Evidence, Standing, stand

AT_ONCE = 500

# An enrolment that differs from what its evidence gives: (id, percent and minutes that it says).
Stale = tuple[int, int, int, Standing]


@task()
def sum_up_courses(keys: Sequence[str]) -> None:
    """Courses changed: how far everybody is who is not done with them is reckoned anew.

    Nobody completes by an editor's change, which may be undone in a minute, while a certificate is
    for ever: who has all that is asked for now completes by their own next act.
    """
    for key in keys:
        for enrolment_id, percent, minutes, standing in stale_summaries(uuid.UUID(key)):
            # Who worked on meanwhile was summed up by that.
            Enrolment.objects.filter(
                pk=enrolment_id, completed_at=None, percent=percent, minutes=minutes
            ).update(percent=standing.percent, minutes=standing.minutes)


def stale_summaries(key: uuid.UUID) -> Iterator[Stale]:
    """The enrolments of a course whose summary is not what was earned, nor what is given today."""
    outlines: dict[int, Outline] = {}
    rows = (
        Enrolment.objects.filter(translation_key=key)
        .order_by("pk")
        .values_list("pk", "course_id", "percent", "minutes", "completed_at")
        .iterator(AT_ONCE)
    )
    while batch := list(islice(rows, AT_ONCE)):
        steps = _steps_of([row[0] for row in batch])
        for pk, course_id, percent, minutes, completed_at in batch:
            if course_id not in outlines:
                outlines[course_id] = measure(CoursePage.objects.get(pk=course_id))
            standing = stand(
                outlines[course_id], Evidence(steps[pk]), earned=completed_at is not None
            )
            if (percent, minutes) != (standing.percent, standing.minutes):
                yield pk, percent, minutes, standing


def _steps_of(enrolments: list[int]) -> dict[int, dict[str, int]]:
    steps: dict[int, dict[str, int]] = defaultdict(dict)
    rows = StepRecord.objects.filter(enrolment__in=enrolments)
    for enrolment_id, step, minutes in rows.values_list(
        "enrolment_id", plain_uuid("step"), "minutes"
    ):
        steps[enrolment_id][step] = minutes
    return steps
