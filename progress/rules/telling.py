"""When people are told that times or places changed of what they are registered for."""

from __future__ import annotations

from datetime import date


def is_past(*, state: str, ends_on: date | None, today: date) -> bool:
    """Of what is postponed the old days hold no more."""
    return state != "postponed" and ends_on is not None and ends_on < today


def tells_of_changes(*, state: str, ends_on: date | None, today: date) -> bool:
    """Not of what is over; nor, while it is postponed, before it is taken up again."""
    return state != "postponed" and not is_past(state=state, ends_on=ends_on, today=today)
