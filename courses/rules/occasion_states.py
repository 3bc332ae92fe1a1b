"""Which state of an occasion may follow which, by an editor's hand."""

from courses.rules.errors import RuleError, gettext_noop

NEXT: dict[str, tuple[str, ...]] = {
    "announced": ("open", "postponed", "cancelled"),
    "open": ("closed", "announced", "postponed", "cancelled"),
    "closed": ("open", "finished", "postponed", "cancelled"),
    "postponed": ("announced", "open", "cancelled"),
    "cancelled": (),
    "finished": ("closed",),
}


def is_taken_up(current: str, wanted: str) -> bool:
    """Whether what was postponed is to happen after all."""
    return current == "postponed" and wanted in ("announced", "open")


class StateError(RuleError):
    """The occasion cannot become what was asked."""


def check_next_state(current: str, wanted: str, seats_taken: int) -> None:
    """Raises StateError where the change is not to be made."""
    if wanted not in NEXT[current]:
        raise StateError(
            "not_next",
            gettext_noop("This occasion cannot go from “%(current)s” to “%(wanted)s”."),
            current=current,
            wanted=wanted,
        )
    if wanted == "cancelled" and seats_taken:
        raise StateError(
            "seats_taken",
            gettext_noop(
                "Seats held here: %(taken)s. Help those people to another occasion first: "
                "an occasion is cancelled only when nobody holds a seat."
            ),
            taken=seats_taken,
        )
