"""How much of a course's meetings people were at: what counts as evidence of attendance."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Exists, OuterRef, Q

from courses.models import Meeting
from progress.models.attendance import Attendance
from progress.models.places import Registration, State
from progress.rules.attendance import Attended, best, presence
from progress.rules.standing import Evidence, Seat


@dataclass(frozen=True)
class Presence:
    """In the occasion that counts: minutes, and the days on which the person was there."""

    attended: int = 0
    planned: int = 0
    registration: int | None = None
    days: tuple[date, ...] = field(default=())
    seats: tuple[Seat, ...] = ()  # of every place that the person had, not the best one alone

    def with_steps(self, steps: Mapping[str, int]) -> Evidence:
        return Evidence(steps, self.attended, self.planned, self.seats)


NOWHERE = Presence()


def presence_of(person: int, key: uuid.UUID) -> Presence:
    return presences([person], key).get(person, NOWHERE)


def waits_for_closing(person: int, key: uuid.UUID) -> bool:
    """Whether the person has a place at an occasion that its leader has not closed: until then
    marks of presence may be slips, and complete nobody."""
    return (
        Registration.objects.confirmed()
        .filter(person=person, occasion__course__translation_key=key)
        .exclude(occasion__state="finished")
        .exists()
    )


def presences(people: Collection[int], key: uuid.UUID) -> dict[int, Presence]:
    """By person, in whichever language's occasions of a course. Three queries, one where nobody
    has a place in it.

    Of each place that they have, or from which they were at a meeting; the best one counts.
    """
    there = Attendance.objects.filter(registration=OuterRef("pk"))
    places = list(
        Registration.objects.filter(
            Q(state=State.CONFIRMED) | Exists(there),
            person__in=people,
            occasion__course__translation_key=key,
        )
        .order_by("pk")
        .values_list(
            "pk", "person", "occasion", "pool__venue", "occasion__slug", "pool__venue__slug"
        )
    )
    if not places:
        return {}
    given: dict[int, dict[int, int]] = defaultdict(dict)
    for registration, meeting, minutes in Attendance.objects.filter(
        registration__in=[row[0] for row in places]
    ).values_list("registration", "meeting", "minutes"):
        given[registration][meeting] = minutes
    meetings: dict[int, list[Meeting]] = defaultdict(list)
    counting = Meeting.objects.current().filter(occasion__in={row[2] for row in places})
    for one in counting.filter(counts=True).select_related("occasion"):
        meetings[one.occasion_id].append(one)
    found: dict[int, list[Presence]] = defaultdict(list)
    for pk, person, occasion, venue, *slugs in places:
        there = _at(pk, venue, given[pk], meetings[occasion])
        seat = Seat(*slugs, there.attended, there.planned)
        found[person].append(replace(there, seats=(seat,)))
    return {person: _best(each) for person, each in found.items()}


def _at(registration: int, venue: int, given: dict[int, int], meetings: list[Meeting]) -> Presence:
    """The meetings at the place's venue are asked for; who was moved keeps the others too."""
    attended, planned = presence(
        Attended(one.length, given.get(one.pk, 0), one.venue_id in (None, venue))
        for one in meetings
    )
    days = {day for one in meetings if one.pk in given and (day := _day_of(one)) is not None}
    return Presence(attended, planned, registration, tuple(sorted(days)))


def _day_of(meeting: Meeting) -> date | None:
    if meeting.starts_at is not None:
        return meeting.starts_at.astimezone(meeting.occasion.zone).date()
    return meeting.day


def _best(each: list[Presence]) -> Presence:
    chosen = best((one.attended, one.planned) for one in each)
    first = next(one for one in each if (one.attended, one.planned) == chosen)
    return replace(first, seats=tuple(seat for one in each for seat in one.seats))
