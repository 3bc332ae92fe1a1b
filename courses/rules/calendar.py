"""Calendar files: RFC 5545, as calendars exchange it by mail (RFC 5546) and read it from an address
(RFC 7986)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

import icalendar

from courses.rules.calendar_zones import zone_definition

PRODUCT = "-//Vidare//Vidare 1//EN"
REFRESH = timedelta(hours=1)

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


@dataclass(frozen=True)
class Party:
    """Who invites, or who is invited."""

    address: str
    name: str = ""


@dataclass(frozen=True)
class Entry:
    """One meeting in a calendar: at times in the occasion's zone, or all of a day.

    `stamp` is when this was written. `join` is where one takes part online: for those alone who may
    know it. Whoever is named as attendee is taken to come.
    """

    uid: str
    sequence: int
    summary: str
    stamp: datetime
    starts: datetime | None = None
    ends: datetime | None = None
    day: date | None = None
    location: str = ""
    description: str = ""
    url: str = ""
    join: str = ""
    cancelled: bool = False
    organiser: Party | None = None
    attendee: Party | None = None

    def __post_init__(self) -> None:
        if (self.day is None) == (self.starts is None or self.ends is None):
            raise ValueError("An entry has a day, or a start and an end.")

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone to define; None of a day, and of what is in UTC."""
        zone = self.starts.tzinfo if self.starts else None
        return zone if isinstance(zone, ZoneInfo) and zone.key != "UTC" else None


def write_calendar(entries: Sequence[Entry], *, name: str = "", method: Method = "PUBLISH") -> str:
    """The text of one calendar, with the zones that it names. The same entries, the same text.

    What is published is said to be read again every hour. RFC 5546 wants one UID in what is
    requested or cancelled: `write_invitations` keeps to it.
    """
    parts = [_zone_text(*of_zone) for of_zone in _zones(entries)]
    parts += [_event(entry) for entry in entries]
    return _head(name, method) + "".join(parts) + "END:VCALENDAR\r\n"


@lru_cache(maxsize=64)
def _head(name: str, method: Method) -> str:
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    if method == "PUBLISH":
        calendar.add("refresh-interval", icalendar.vDuration(REFRESH), {"VALUE": "DURATION"})
        calendar.add("x-published-ttl", icalendar.vDuration(REFRESH))
    return _text(calendar).removesuffix("END:VCALENDAR\r\n")


def _zones(entries: Sequence[Entry]) -> Iterator[tuple[ZoneInfo, int, int]]:
    """Each that they name, with the first and the last year that it is told of: one to each side,
    so that the rule that holds is there whatever an entry lasts."""
    for zone in sorted({entry.zone for entry in entries if entry.zone}, key=lambda zone: zone.key):
        dates = [entry.starts for entry in entries if entry.zone is zone and entry.starts]
        yield zone, min(dates).year - 1, max(dates).year + 1


@lru_cache(maxsize=64)
def _zone_text(zone: ZoneInfo, first: int, last: int) -> str:
    return _text(zone_definition(zone, first, last))


def _text(component: icalendar.Component) -> str:
    return component.to_ical(sorted=False).decode()


def write_invitations(
    entries: Iterable[Entry], *, method: Literal["REQUEST", "CANCEL"], name: str = ""
) -> str:
    """One calendar after another, each with one entry."""
    return "".join(write_calendar([entry], method=method, name=name) for entry in entries)


def split_calendars(text: str) -> list[str]:
    """What `write_invitations` joined."""
    end = "END:VCALENDAR\r\n"
    return [one + end for one in text.split(end) if one.strip()]


def method_in(calendar: str) -> str:
    """What it asks for, as its mail's header has to say too."""
    found = re.search(r"^METHOD:(\w+)", calendar, re.MULTILINE)
    return found[1] if found else "PUBLISH"


def _event(entry: Entry) -> str:
    free = entry.cancelled or entry.day is not None
    lines = [
        "BEGIN:VEVENT\r\n",
        _line("uid", entry.uid),
        _line("sequence", entry.sequence),
        _line("dtstamp", entry.stamp, str(entry.stamp.tzinfo)),
        _line("summary", entry.summary),
    ]
    if entry.day is not None:
        lines += [_line("dtstart", entry.day), _line("dtend", entry.day + timedelta(days=1))]
    elif entry.starts is not None and entry.ends is not None:
        lines.append(_line("dtstart", entry.starts, str(entry.starts.tzinfo)))
        lines.append(_line("dtend", entry.ends, str(entry.ends.tzinfo)))
    lines.append(_line("status", "CANCELLED" if entry.cancelled else "CONFIRMED"))
    # A day whose times are still to come does not make its person busy from midnight to midnight.
    lines.append(_line("transp", "TRANSPARENT" if free else "OPAQUE"))
    for name in ("location", "description", "url"):
        if getattr(entry, name):
            lines.append(_line(name, getattr(entry, name)))
    if entry.join:
        lines.append(_line("conference", entry.join))
    if entry.organiser is not None:
        lines.append(_line("organizer", entry.organiser))
    if entry.attendee is not None:
        lines.append(_line("attendee", entry.attendee))
    return "".join([*lines, "END:VEVENT\r\n"])


COMING = {
    "CUTYPE": "INDIVIDUAL",
    "ROLE": "REQ-PARTICIPANT",
    "PARTSTAT": "ACCEPTED",
    "RSVP": "FALSE",
}
PARAMETERS = {"conference": {"VALUE": "URI", "FEATURE": "VIDEO"}, "attendee": COMING}


@lru_cache(maxsize=512)
def _line(name: str, value: str | int | date | Party, zone: str = "") -> str:
    """A property, folded. In a letter to a thousand people most of them are the same for each.

    `zone` tells moments apart that are equal, and are written in different zones.
    """
    event = icalendar.Event()
    if isinstance(value, Party):
        event.add(name, _address(value), PARAMETERS.get(name, {}))
    elif name == "conference":
        event.add(name, icalendar.vUri(str(value)), PARAMETERS[name])
    else:
        event.add(name, value)
    return _text(event).removeprefix("BEGIN:VEVENT\r\n").removesuffix("END:VEVENT\r\n")


def _address(party: Party) -> icalendar.vCalAddress:
    address = icalendar.vCalAddress(f"mailto:{party.address}")
    if party.name:
        address.params["CN"] = party.name
    return address
