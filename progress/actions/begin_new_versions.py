from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TypeVar

from django.db.models import Q

from courses.rules.outline import Outline, plain_id
from progress.models import Answer, ContentChange, Enrolment, StepRecord
from progress.models.presence import NOWHERE, presences
from progress.rules.standing import stand

Row = TypeVar("Row", StepRecord, Answer)


def begin_new_versions(
    *, change: ContentChange, ways: Collection[int], outline: Outline
) -> list[Enrolment]:
    """In the caller's transaction: who was midway or done begins anew, and the old way is closed as
    it is, with what was earned by it.

    What was done in the modules that did not change is carried over, and of the changed one what is
    half-written. Who has all that the course asks for without that module stays as they are.
    """
    held = Enrolment.objects.current().select_for_update(of=("self",))
    found = list(held.filter(pk__in=ways).order_by("pk"))
    steps = _by_way(
        StepRecord.objects.filter(enrolment__in=found).exclude(
            module__translation_key=change.module_key
        )
    )
    people = [way.person_id for way in found] if outline.asks_presence else []
    present = presences(people, change.course_key) if people else {}
    begun: dict[int, Enrolment] = {}
    for way in found:
        there = present.get(way.person_id, NOWHERE)
        kept = {plain_id(one.step): one.minutes for one in steps[way.pk]}
        standing = stand(outline, there.with_steps(kept))
        if not standing.is_complete:
            begun[way.pk] = _next(way, change, standing.percent, standing.minutes)
    Enrolment.objects.filter(pk__in=begun).update(is_current=False)
    Enrolment.objects.bulk_create(begun.values())
    answers = Answer.objects.filter(
        ~Q(module__translation_key=change.module_key) | Q(attempt=0), enrolment__in=begun
    )
    StepRecord.objects.bulk_create(_carried(steps, begun))
    Answer.objects.bulk_create(_carried(_by_way(answers), begun))
    return list(begun.values())


def _next(way: Enrolment, change: ContentChange, percent: int, minutes: int) -> Enrolment:
    return Enrolment(
        person_id=way.person_id,
        course_id=way.course_id,
        translation_key=way.translation_key,
        version=way.version + 1,
        organisation_id=way.organisation_id,
        started_at=change.at,
        last_seen_at=way.last_seen_at,
        percent=percent,
        minutes=minutes,
        at_module_id=change.module_id,
    )


def _by_way(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.enrolment_id].append(row)
    return found


def _carried(rows: dict[int, list[Row]], begun: dict[int, Enrolment]) -> list[Row]:
    """Copies, as they were made on their day: minutes, time and revision."""
    copies = []
    for pk, way in begun.items():
        for row in rows.get(pk, ()):
            row.pk, row.enrolment = None, way
            row._state.adding = True
            copies.append(row)
    return copies
