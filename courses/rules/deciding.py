"""Which of its towns a venue that was not decided becomes."""

from __future__ import annotations

from collections.abc import Sequence

from courses.rules.errors import RuleError, gettext_noop


class DecisionError(RuleError):
    """There is nothing to decide, or it was decided otherwise."""


def check_decision(kind: str, places: Sequence[str], cancelled: bool, place: str) -> None:
    """Raises DecisionError. A town that is none of the alternatives may be decided too."""
    if kind != "place":
        raise DecisionError(
            "no_place", gettext_noop("Only a venue on site has a town that can be decided.")
        )
    if cancelled:
        raise DecisionError(
            "cancelled",
            gettext_noop("This venue is cancelled: its town is no longer to be decided."),
        )
    if not place:
        raise DecisionError("empty", gettext_noop("Write which town it is."))
    if len(places) == 1 and places[0] != place:
        raise DecisionError(
            "decided",
            gettext_noop(
                "The town is decided already: %(place)s. Change it in the form of the venue."
            ),
            place=places[0],
        )
