from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from courses.rules.catalogue.checking_times import check_partial, check_zone, instant_of, zones
from courses.rules.catalogue.faults import Fault, Place
from courses.rules.catalogue.limits import too_large, unfit_names
from courses.rules.catalogue.sound import each, repeated
from courses.rules.deadlines import closing_instant, local_instant, opening_instant

Values = dict[str, Any]


def check_occasions(course: Values, place: Place) -> Iterator[Fault]:
    yield from repeated(course, "occasions", place, "")
    for at, occasion in each(course, "occasions", place):
        yield from _check_occasion(occasion, at)


def _check_occasion(occasion: Values, place: Place) -> Iterator[Fault]:
    yield from check_zone(occasion.get("timezone"), (*place, "timezone"))
    zone = occasion.get("timezone", "UTC")
    zone = zone if zone in zones() else "UTC"
    yield from too_large("occasion", occasion, place)
    yield from too_large("round", occasion.get("round") or {}, (*place, "round"))
    yield from _check_deadlines(occasion, zone, place)
    yield from _check_meetings(occasion, zone, place)
    yield from repeated(occasion, "venues", place, "")
    for at, venue in each(occasion, "venues", place):
        yield from too_large("venue", venue, at)
        yield from too_large("seats", venue.get("seats") or {}, (*at, "seats"))
        yield from unfit_names(venue, "areas", at)
        yield from _check_meetings(venue, zone, at)
    for at, milestone in each(occasion, "milestones", place):
        yield from too_large("milestone", milestone, at)
        yield from check_partial(milestone.get("when"), (*at, "when"))


def _check_deadlines(occasion: Values, zone: str, place: Place) -> Iterator[Fault]:
    faults: list[Fault] = []
    reading, closing = partial(opening_instant, zone=zone), partial(closing_instant, zone=zone)
    opens = instant_of(reading, occasion.get("opens"), (*place, "opens"), faults)
    closes = instant_of(closing, occasion.get("closes"), (*place, "closes"), faults)
    instant_of(reading, occasion.get("answers"), (*place, "answers"), faults)
    yield from faults
    if opens and closes and closes <= opens:
        yield Fault(
            (*place, "closes"),
            f"{occasion['closes']} is before it opens, {occasion['opens']}. Write a later one.",
        )


def _check_meetings(holder: Values, zone: str, place: Place) -> Iterator[Fault]:
    yield from repeated(holder, "meetings", place, "or position")
    for at, meeting in each(holder, "meetings", place):
        yield from too_large("meeting", meeting, at)
        yield from check_partial(meeting.get("when"), (*at, "when"))
        faults: list[Fault] = []
        start = instant_of(partial(_local, zone), meeting.get("start"), (*at, "start"), faults)
        end = instant_of(
            partial(_local, zone, later=True), meeting.get("end"), (*at, "end"), faults
        )
        yield from faults
        if start and end and end <= start:
            yield Fault(
                (*at, "end"),
                f"{meeting['end']} is not after the start, {meeting['start']}. Write a later one.",
            )


def _local(zone: str, text: str, *, later: bool = False) -> datetime:
    return local_instant(datetime.fromisoformat(text), zone, later=later)
