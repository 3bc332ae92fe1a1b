"""A time zone as a calendar file defines it (RFC 5545, 3.6.5).

icalendar's own definition (7.3) gives the onset of summer time in the new local time instead of the
old, an hour late; so the zones are written here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import icalendar

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@dataclass(frozen=True)
class Change:
    """From `at` on, an instant, clocks show UTC plus `after`; before it, plus `before`."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool

    @property
    def onset(self) -> datetime:
        """What clocks showed at that moment, before they were set."""
        return (self.at + self.before).replace(tzinfo=None)


def zone_definition(zone: ZoneInfo, first: int, last: int) -> icalendar.Timezone:
    """Of the years from `first` to `last`, both whole."""
    definition = icalendar.Timezone()
    definition.add("tzid", zone.key)
    alike: dict[tuple[timedelta, timedelta, str, bool], list[datetime]] = defaultdict(list)
    for change in changes(zone, first, last):
        alike[change.before, change.after, change.name, change.is_summer].append(change.onset)
    for (before, after, name, is_summer), onsets in alike.items():
        part = icalendar.TimezoneDaylight() if is_summer else icalendar.TimezoneStandard()
        part.add("dtstart", onsets[0])
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        if onsets[1:]:
            part.add("rdate", onsets[1:])
        definition.add_component(part)
    return definition


@lru_cache(maxsize=64)
def changes(zone: ZoneInfo, first: int, last: int) -> tuple[Change, ...]:
    """The first of them is what held as those years began."""
    begin, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    found = [_change(zone, begin, _offset(zone, begin))]
    day = begin
    while day < end:
        if _offset(zone, day) != _offset(zone, day + DAY):
            found.append(_change(zone, _moment(zone, day), _offset(zone, day)))
        day += DAY
    return tuple(found)


def _moment(zone: ZoneInfo, day: datetime) -> datetime:
    """The first second of the day on which clocks show something else than as it began."""
    early, late = day, day + DAY
    while late - early > SECOND:
        middle = early + timedelta(seconds=(late - early) // SECOND // 2)
        if _offset(zone, middle) == _offset(zone, day):
            early = middle
        else:
            late = middle
    return late


def _change(zone: ZoneInfo, at: datetime, before: timedelta) -> Change:
    local = at.astimezone(zone)
    return Change(at, before, _offset(zone, at), local.tzname() or zone.key, bool(local.dst()))


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()
