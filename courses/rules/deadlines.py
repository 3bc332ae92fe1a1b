"""When something opens and closes: an editor's wall-clock words, and the instants they mean.

A span is half-open: open from `opens_at`, closed from `closes_at`. "Closes 1 October" means that
the whole day counts, so it closes at the first moment of 2 October; "closes 23:59" means that the
whole minute counts. "Opens 1 October" means its first moment.

Instants are returned in UTC. Python compares two times of one zone by the wall clock alone, which
is wrong in the hour that occurs twice.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .errors import RuleError, gettext_noop

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

# Beyond these nobody means anything, and at the calendar's ends a day more is an error.
FIRST_YEAR, LAST_YEAR = 1900, 9998

DEADLINE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2}))?")


class DeadlineError(RuleError):
    """The words name no moment in that zone."""


def opening_instant(text: str, zone: str) -> datetime:
    day, clock = _read(text)
    if clock is None:
        return first_moment(day, zone)
    return local_instant(datetime.combine(day, clock), zone)


def closing_instant(text: str, zone: str) -> datetime:
    day, clock = _read(text)
    if clock is None:
        return first_moment(day + DAY, zone)
    return local_instant(datetime.combine(day, clock), zone, later=True) + MINUTE


def opening_text(instant: datetime, has_time: bool, zone: str) -> str:
    return _write(instant, has_time, zone)


def closing_text(instant: datetime, has_time: bool, zone: str) -> str:
    """The last minute, or the last day, that still counts."""
    return _write(instant.astimezone(UTC) - MINUTE, has_time, zone)


def is_open(now: datetime, opens_at: datetime | None, closes_at: datetime | None) -> bool:
    """None on either side: no limit there."""
    if opens_at is not None and now.astimezone(UTC) < opens_at.astimezone(UTC):
        return False
    return closes_at is None or now.astimezone(UTC) < closes_at.astimezone(UTC)


def deadline_after_start(
    closes_at: datetime | None, start: datetime | date | None, zone: str
) -> bool:
    """Whether one could still register when it has begun.

    A day whose times are not known begins, for this purpose, when it is over: a deadline on that
    day may be meant.
    """
    if closes_at is None or start is None:
        return False
    if not isinstance(start, datetime):
        start = first_moment(start + DAY, zone)
    return closes_at.astimezone(UTC) > start.astimezone(UTC)


def local_instant(naive: datetime, zone: str, *, later: bool = False) -> datetime:
    """The instant of a wall-clock time. Where the clock shows it twice: the first, or the later.

    Raises DeadlineError for a time that the clock skips, and names the next one that exists.
    """
    where = _zone(zone)
    instant = naive.replace(tzinfo=where, fold=int(later)).astimezone(UTC)
    if instant.astimezone(where).replace(tzinfo=None) != naive:
        mend = _first_instant_from(naive, where).astimezone(where)
        raise DeadlineError(
            "skipped_by_the_clock",
            gettext_noop(
                "%(text)s does not exist in %(zone)s: the clock skips it. Write %(mend)s instead."
            ),
            text=f"{naive:%Y-%m-%dT%H:%M}",
            zone=zone,
            mend=f"{mend:%Y-%m-%dT%H:%M}",
        )
    return instant


def first_moment(day: date, zone: str) -> datetime:
    """Midnight, or the first moment after it where the clock skips midnight."""
    where = _zone(zone)
    return _first_instant_from(datetime.combine(day, time()), where)


def _first_instant_from(naive: datetime, where: ZoneInfo) -> datetime:
    """The first instant at which the wall clock shows this time or a later one."""
    try:
        after, before = (naive.replace(tzinfo=where, fold=fold).astimezone(UTC) for fold in (1, 0))
    except OverflowError:
        # In the calendar's first and last year another zone's clock may be beyond it.
        if naive.year == 1:
            return datetime.min.replace(tzinfo=UTC)
        return datetime.max.replace(tzinfo=UTC)
    if before <= after:
        return before
    # In a gap the two readings lie on either side of the change: close in on it.
    while before - after > timedelta(seconds=1):
        middle = (after + (before - after) / 2).replace(microsecond=0)
        if middle.astimezone(where).replace(tzinfo=None) >= naive:
            before = middle
        else:
            after = middle
    return before


def _read(text: str) -> tuple[date, time | None]:
    match = DEADLINE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        day, clock = match.groups()
        if not FIRST_YEAR <= int(day[:4]) <= LAST_YEAR:
            raise ValueError
        return date.fromisoformat(day), time.fromisoformat(clock) if clock else None
    except ValueError:
        raise DeadlineError(
            "not_a_deadline",
            gettext_noop(
                "“%(text)s” is not a day or a time. Write 2018-10-01 or 2018-10-01T23:59."
            ),
            text=text,
        ) from None


def _write(instant: datetime, has_time: bool, zone: str) -> str:
    local = instant.astimezone(_zone(zone))
    return f"{local:%Y-%m-%dT%H:%M}" if has_time else local.date().isoformat()


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise DeadlineError(
            "unknown_zone",
            gettext_noop(
                "“%(zone)s” is not a time zone. Write its IANA name, such as Europe/Oslo."
            ),
            zone=name,
        ) from None
