"""Why a registration changed, in the system's own words: what the actions write into its history,
and what is read from it again. Kept in English, shown translated."""

from __future__ import annotations

from courses.rules.errors import gettext_noop

ADDED_BY_HAND = gettext_noop("added by hand")
APPROVED = gettext_noop("approved")
BY_HAND = gettext_noop("by hand")
CALLED_OFF = gettext_noop("called off")
HANDED_OVER = gettext_noop("handed over")
HANDED_A_SEAT = gettext_noop("handed a seat")
HANDED_TO_COLLEAGUE = gettext_noop("handed to a colleague")
HAS_SEAT_HERE = gettext_noop("has a seat here now")
MOVED = gettext_noop("moved")
MOVED_HERE = gettext_noop("moved here")
NOBODY_SAID_YES = gettext_noop("nobody said yes in time")
NOT_ANSWERED = gettext_noop("not answered in time")
REGISTERED_BY_MANAGER = gettext_noop("registered by a manager")
VENUE_CANCELLED = gettext_noop("the venue is cancelled")
WALK_IN = gettext_noop("walk-in")
WITHDRAWN_BY_MANAGER = gettext_noop("withdrawn by a manager")

REASONS = frozenset(
    (
        ADDED_BY_HAND,
        APPROVED,
        BY_HAND,
        CALLED_OFF,
        HANDED_OVER,
        HANDED_A_SEAT,
        HANDED_TO_COLLEAGUE,
        HAS_SEAT_HERE,
        MOVED,
        MOVED_HERE,
        NOBODY_SAID_YES,
        NOT_ANSWERED,
        REGISTERED_BY_MANAGER,
        VENUE_CANCELLED,
        WALK_IN,
        WITHDRAWN_BY_MANAGER,
    )
)

# The place is another one of the same person's, and not given up.
HAS_ANOTHER = frozenset((HANDED_A_SEAT, HAS_SEAT_HERE, MOVED_HERE))

BETWEEN = ": "


def with_more(reason: str, more: str) -> str:
    """The reason, and what somebody said about it, or which one it was."""
    return f"{reason}{BETWEEN}{more}" if more else reason


def parted(why: str) -> tuple[str, str]:
    """What `with_more` joined: one of the REASONS, or nothing; and somebody's own words."""
    reason, _between, more = why.partition(BETWEEN)
    return (reason, more) if reason in REASONS else ("", why)
