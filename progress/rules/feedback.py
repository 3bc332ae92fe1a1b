"""When views are taken in after an occasion."""

from __future__ import annotations

from datetime import date

from courses.rules.errors import RuleError, gettext_noop

MOST_AN_HOUR = 5


class CannotSendViews(RuleError):
    """Nothing was kept."""


def takes_views(state: str, ends_on: date | None, today: date) -> bool:
    """Once it is over; never of what did not take place."""
    if state in ("cancelled", "postponed"):
        return False
    return state == "finished" or (ends_on is not None and ends_on < today)


def not_over() -> CannotSendViews:
    return CannotSendViews("not_over", gettext_noop("This occasion is not over yet."))


def too_many() -> CannotSendViews:
    return CannotSendViews(
        "too_many",
        gettext_noop("Several views came from here within an hour. Wait a while, and send again."),
    )
