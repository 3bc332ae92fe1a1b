"""From the meetings of an occasion, or else its milestones: the days between which it happens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from courses.rules.partial_dates import bounds


@dataclass(frozen=True)
class Timed:
    """Exactly one of `when` (a partial date), `day`, or the two instants is given."""

    when: str = ""
    day: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def span(
    meetings: Iterable[Timed], milestones: Iterable[str], zone: str
) -> tuple[date | None, date | None]:
    """The first and the last day that any meeting can fall on, in the occasion's own zone."""
    where = ZoneInfo(zone)
    spans = [_days(meeting, where) for meeting in meetings] or [bounds(when) for when in milestones]
    if not spans:
        return None, None
    return min(first for first, _last in spans), max(last for _first, last in spans)


def _days(meeting: Timed, where: ZoneInfo) -> tuple[date, date]:
    if meeting.starts_at is not None and meeting.ends_at is not None:
        return meeting.starts_at.astimezone(where).date(), meeting.ends_at.astimezone(where).date()
    if meeting.day is not None:
        return meeting.day, meeting.day
    return bounds(meeting.when)
