"""How long an offer stands, and when somebody who has to say yes is reminded."""

from __future__ import annotations

from datetime import datetime, timedelta


def hold_until(now: datetime, *, hours: int, starts_at: datetime | None) -> datetime | None:
    """Half-open: the first moment at which it has lapsed. None where nothing can be offered any
    more: an offer never outlives the start."""
    ends = now + timedelta(hours=hours)
    if starts_at is None:
        return ends
    return min(ends, starts_at) if starts_at > now else None


def approve_by(now: datetime, *, days: int, starts_at: datetime | None) -> datetime:
    ends = now + timedelta(days=days)
    return ends if starts_at is None or starts_at <= now else min(ends, starts_at)


def remind_at(asked_at: datetime, approve_by: datetime) -> datetime:
    """Halfway between being asked and its lapsing."""
    return asked_at + (approve_by - asked_at) / 2
