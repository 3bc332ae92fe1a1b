"""When an occasion can be closed by those who lead it."""

from __future__ import annotations

from datetime import date

from courses.rules.errors import RuleError, gettext_noop


class CannotClose(RuleError):
    """Nothing was changed; the message says why."""


def check_closing(state: str, ends_on: date | None, today: date) -> None:
    """Raises CannotClose. On its last day it can be closed; who is marked later is taken in by
    closing it again."""
    if state == "cancelled":
        raise CannotClose("cancelled", gettext_noop("This occasion was cancelled."))
    if state == "postponed":
        raise CannotClose("postponed", gettext_noop("This occasion was postponed."))
    if state == "announced":
        raise CannotClose(
            "announced", gettext_noop("This occasion was only announced, and never open.")
        )
    if ends_on is not None and today < ends_on:
        raise CannotClose("not_over", gettext_noop("This occasion is not over yet."))
