"""Days and times that the calendar and the zone really have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from zoneinfo import available_timezones

from courses.rules.catalogue.faults import Fault, Place, shown
from courses.rules.deadlines import DeadlineError
from courses.rules.errors import RuleError
from courses.rules.partial_dates import parse_partial

YEARS = (1000, 9998)
zones = cache(available_timezones)


def check_partial(text: str | None, place: Place) -> Iterator[Fault]:
    if text:
        try:
            parse_partial(text)
        except RuleError as error:
            yield Fault(place, str(error))


def check_wall_clock(text: str | None, place: Place) -> Iterator[Fault]:
    """A day, or a day with a time, of no zone in particular."""
    if text and not _in_calendar(text):
        yield Fault(place, f"{text} is no date. {_mend(text)}")


def instant_of(
    read: Callable[[str], datetime], text: str | None, place: Place, faults: list[Fault]
) -> datetime | None:
    """The instant, or None and a fault."""
    if not text:
        return None
    if not _in_calendar(text):
        faults.append(Fault(place, f"{text} is no date. {_mend(text)}"))
        return None
    if not YEARS[0] <= int(text[:4]) <= YEARS[1]:
        faults.append(
            Fault(place, f"{text} is out of range. Write a year from {YEARS[0]} to {YEARS[1]}.")
        )
        return None
    try:
        return read(text)
    except DeadlineError as error:
        faults.append(Fault(place, str(error)))
    return None


def check_zone(name: str | None, place: Place) -> Iterator[Fault]:
    if name is not None and name not in zones():
        yield Fault(
            place, f"{shown(name)} is no time zone. Write its IANA name, such as Europe/Oslo."
        )


def _in_calendar(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def _mend(text: str) -> str:
    return (
        "Write it as 2018-10-01T17:30."
        if "T" in text
        else "Write it as 2018-10-01 or 2018-10-01T23:59."
    )
