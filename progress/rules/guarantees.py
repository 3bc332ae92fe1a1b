"""Seats that are kept for an organisation: what can be promised of a pool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from courses.rules.errors import gettext_noop
from progress.rules.offers import Day, Refusal


@dataclass(frozen=True)
class Kept:
    """A guarantee in force for the organisation at a path in the tree, and those below it."""

    path: str
    seats: int
    name: str = ""


def may_guarantee(
    wanted: Kept,
    *,
    others: Sequence[Kept],
    capacity: int | None,
    release_at: datetime,
    starts_at: datetime | None,
    zone: ZoneInfo,
    now: datetime,
) -> Refusal | None:
    """`others` are of the same pool; the two organisations of a pair lie apart, or a person's seat
    would count for both."""
    if capacity is None:
        return Refusal(
            "unlimited", gettext_noop("These seats have no limit: there is none to keep.")
        )
    for other in others:
        if wanted.path.startswith(other.path) or other.path.startswith(wanted.path):
            return Refusal(
                "overlaps",
                gettext_noop("Seats are kept for %(name)s already, which is above or below."),
                name=other.name,
            )
    kept = sum(other.seats for other in others)
    if wanted.seats + kept > capacity:
        return Refusal(
            "too_many",
            gettext_noop("Seats in all: %(capacity)s. Kept for others: %(kept)s."),
            capacity=capacity,
            kept=kept,
        )
    if release_at <= now:
        return Refusal("past", gettext_noop("Choose a day that is still to come."))
    if starts_at is not None and release_at > starts_at:
        return Refusal(
            "too_late",
            gettext_noop("It begins on %(day)s: nobody could use the seats after that."),
            day=Day(starts_at.astimezone(zone).date()),
        )
    return None
