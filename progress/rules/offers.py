"""An offer of seats in plain values, and how it says no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from courses.rules.errors import RuleError, gettext_noop
from courses.rules.partial_dates import format_day, format_moment
from progress.rules.telling import is_past


class Refusal(RuleError):
    """Why not. `code` names the rule, the message says it, `params` may hold days and moments."""

    @classmethod
    def not_live(cls) -> Refusal:
        return cls("not_live", gettext_noop("This registration has already ended."))

    @classmethod
    def elsewhere(cls) -> Refusal:
        return cls("elsewhere", gettext_noop("These seats are of another occasion."))


@dataclass(frozen=True)
class Day:
    day: date

    def in_words(self, language: str) -> str:
        return format_day(self.day, language)

    def __str__(self) -> str:
        return self.in_words("en")


@dataclass(frozen=True)
class Moment:
    """An instant in the occasion's zone; where the editor gave no time, a day."""

    at: datetime
    has_time: bool

    def in_words(self, language: str) -> str:
        if self.has_time:
            return format_moment(self.at, language)
        return format_day(self.at.date(), language)

    def __str__(self) -> str:
        return self.in_words("en")


@dataclass(frozen=True)
class Offer:
    """A pool with all that stands above it, in plain values. Deadlines are half-open instants."""

    zone: ZoneInfo
    state: str = "open"
    intake: str = "direct"
    applicants: str = "person"
    opens_at: datetime | None = None
    opens_has_time: bool = False
    closes_at: datetime | None = None
    closes_has_time: bool = False
    ends_on: date | None = None
    archived: bool = False
    invited_only: bool = False
    given: bool = False  # by the organiser alone: the seats of contributors
    venue_kind: str = "place"
    venue_cancelled_on: date | None = None
    capacity: int | None = None
    taken: int = 0
    contact: str = ""
    waiting_list: bool = True
    kept: int = 0  # seats that are free, and guaranteed to others
    starts_at: datetime | None = None
    hand_over_until: datetime | None = None
    hand_over_has_time: bool = False

    @property
    def free(self) -> int | None:
        """None: without limit."""
        if self.capacity is None:
            return None
        return max(self.capacity - self.taken - self.kept, 0)

    @property
    def is_for_groups(self) -> bool:
        return self.venue_kind == "group"

    @property
    def opens(self) -> Moment | None:
        if self.opens_at is None:
            return None
        return Moment(self.opens_at.astimezone(self.zone), self.opens_has_time)

    @property
    def closes(self) -> Moment | None:
        """The last minute in which it is open."""
        return self._last_minute(self.closes_at, self.closes_has_time)

    @property
    def hands_over(self) -> Moment | None:
        """The last minute in which a place can be handed to a colleague."""
        return self._last_minute(self.hand_over_until, self.hand_over_has_time)

    def _last_minute(self, ends: datetime | None, has_time: bool) -> Moment | None:
        if ends is None:
            return None
        return Moment((ends - timedelta(minutes=1)).astimezone(self.zone), has_time)

    def has_begun(self, now: datetime) -> bool:
        return self.starts_at is not None and now >= self.starts_at

    def is_over(self, now: datetime) -> bool:
        """From the day after the last one, as the days are counted where it takes place. Of what is
        postponed the old days hold no more."""
        return self.state == "finished" or is_past(
            state=self.state, ends_on=self.ends_on, today=now.astimezone(self.zone).date()
        )
