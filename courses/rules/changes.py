"""What changed of an occasion that people who have a place in it must know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass
class Changes:
    """By id: meetings that got other times, that are new, that were called off; venues that moved.

    `decided` are the venues among them that were undecided and now have one place. `undated` are
    the meetings among those moved of which the day was known, and is known no more. `was` has how
    those were, and how a meeting was that is at another venue now.
    """

    moved: set[int] = field(default_factory=set)
    added: set[int] = field(default_factory=set)
    called_off: set[int] = field(default_factory=set)
    venues: set[int] = field(default_factory=set)
    decided: set[int] = field(default_factory=set)
    undated: set[int] = field(default_factory=set)
    was: dict[int, MeetingThen] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.moved or self.added or self.called_off or self.venues)

    def left(self, meeting: int, venue: int, now_at: int | None) -> bool:
        """Whether who is at the venue had the meeting in their calendar, and has it no more."""
        was = self.was.get(meeting)
        if was is None or was.venue not in (None, venue):
            return False
        return meeting in self.undated or now_at not in (None, venue)


@dataclass(frozen=True)
class MeetingThen:
    """When it is, and at which venue: None is all of them."""

    venue: int | None = None
    when: str = ""
    day: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    called_off: bool = False
    counted: int = field(default=0, compare=False)  # minutes; nothing that moves anybody

    @property
    def is_dated(self) -> bool:
        """Whether it can stand in a calendar: at times, or on a day."""
        return self.day is not None or self.starts_at is not None


@dataclass(frozen=True)
class VenueThen:
    """Where it is. A title or a note is nothing that moves anybody."""

    kind: str = "place"
    name: str = ""
    places: tuple[str, ...] = ()
    address: str = ""
    join_url: str = ""

    @property
    def is_undecided(self) -> bool:
        return self.kind == "place" and len(self.places) != 1


@dataclass(frozen=True)
class OccasionThen:
    """By id."""

    meetings: Mapping[int, MeetingThen] = field(default_factory=dict)
    venues: Mapping[int, VenueThen] = field(default_factory=dict)


def counts_otherwise(before: OccasionThen, after: OccasionThen) -> bool:
    """Whether the minutes that count of any meeting are others, or are counted at another venue."""
    return _counted(before) != _counted(after)


def _counted(then: OccasionThen) -> dict[int, tuple[int | None, int]]:
    return {
        key: (meeting.venue, meeting.counted)
        for key, meeting in then.meetings.items()
        if meeting.counted and not meeting.called_off
    }


def compare(before: OccasionThen, after: OccasionThen) -> Changes:
    """A meeting that was called off and is back is new again; one that is gone without a trace,
    or a venue, was nobody's."""
    changes = Changes()
    for key, meeting in after.meetings.items():
        was = before.meetings.get(key)
        if was is None or was.called_off:
            if not meeting.called_off:
                changes.added.add(key)
        elif meeting.called_off:
            changes.called_off.add(key)
        elif meeting != was:
            changes.moved.add(key)
            if was.is_dated and not meeting.is_dated:
                changes.undated.add(key)
        if was is None or was.called_off:
            continue
        if key in changes.undated or was.venue != meeting.venue:
            changes.was[key] = was
    for key, venue in after.venues.items():
        stood = before.venues.get(key)
        if stood is not None and stood != venue:
            changes.venues.add(key)
            if stood.is_undecided and not venue.is_undecided and venue.kind == "place":
                changes.decided.add(key)
    return changes
