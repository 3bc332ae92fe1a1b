from collections.abc import Collection
from datetime import datetime

from courses.models import CoursePage
from progress.actions.hold_enrolment import measure
from progress.actions.start_course import organisations_of
from progress.models import Enrolment, Registration, StepRecord
from progress.models.presence import NOWHERE, presences
from progress.querysets import plain_uuid
from progress.rules.standing import stand


def hold_ways(
    *, registrations: Collection[Registration], course: CoursePage, now: datetime
) -> list[Enrolment]:
    """Inside a transaction: the ways of these people through the course, begun where they are not.

    Locked in one order, so that two who mark at once do not wait for each other for ever.
    """
    key = course.translation_key
    people = {one.person_id: one for one in registrations if one.person_id is not None}
    begun = set(
        Enrolment.objects.current()
        .filter(person__in=people, translation_key=key)
        .values_list("person", flat=True)
    )
    new = {person: one for person, one in people.items() if person not in begun}
    homeless = [person for person, one in new.items() if one.workplace_id is None]
    found = organisations_of(people=homeless, now=now) if homeless else {}
    works_at = {person: organisation.pk for person, organisation in found.items()}
    Enrolment.objects.bulk_create(
        [
            Enrolment(
                person_id=person,
                course_id=course.pk,
                translation_key=key,
                organisation_id=one.workplace_id or works_at.get(person),
                started_at=now,
                last_seen_at=now,
            )
            for person, one in new.items()
        ],
        ignore_conflicts=True,
    )
    rows = Enrolment.objects.current().filter(person__in=people, translation_key=key)
    return list(rows.select_for_update(of=("self",)).order_by("pk"))


def sum_up_attendance(*, ways: list[Enrolment], course: CoursePage) -> None:
    """How far they are with what stands written of them. Nobody completes by it: a certificate is
    for ever, and a tap may be a slip; completion comes with closing the occasion.

    Of what is completed already hours are only added. The ways are of one course, and locked.
    """
    outlines = {pk: measure(CoursePage.objects.get(pk=pk)) for pk in {w.course_id for w in ways}}
    people = [way.person_id for way in ways if outlines[way.course_id].asks_presence]
    present = presences(people, course.translation_key) if people else {}
    steps: dict[int, dict[str, int]] = {way.pk: {} for way in ways}
    done = StepRecord.objects.filter(enrolment__in=steps)
    for way_id, step, minutes in done.values_list("enrolment", plain_uuid("step"), "minutes"):
        steps[way_id][step] = minutes
    changed = []
    for way in ways:
        there = present.get(way.person_id, NOWHERE)
        standing = stand(
            outlines[way.course_id],
            there.with_steps(steps[way.pk]),
            earned=way.completed_at is not None,
        )
        minutes = standing.minutes
        if way.completed_at is not None:
            minutes = max(minutes, way.minutes)
        if (way.percent, way.minutes) != (standing.percent, minutes):
            way.percent, way.minutes = standing.percent, minutes
            changed.append(way)
    Enrolment.objects.bulk_update(changed, ["percent", "minutes"], batch_size=200)
