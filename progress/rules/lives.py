"""The life of a registration: which state may follow which, and what each says to its person."""

from __future__ import annotations

# Confirmed may follow confirmed: the same place, moved to another venue of the occasion.
NEXT: dict[str, tuple[str, ...]] = {
    "": ("queued", "confirmed"),
    "queued": ("queued", "offered", "confirmed", "rejected", "lapsed", "withdrawn", "cancelled"),
    "offered": ("confirmed", "lapsed", "withdrawn", "cancelled", "needs_choice"),
    "confirmed": ("confirmed", "withdrawn", "cancelled", "needs_choice"),
    "needs_choice": ("confirmed", "queued", "withdrawn", "cancelled"),
    "rejected": (),
    "lapsed": (),
    "withdrawn": (),
    "cancelled": (),
}
LIVE = ("queued", "offered", "confirmed", "needs_choice")
SEATED = ("offered", "confirmed")


def may_follow(before: str, after: str) -> bool:
    return after in NEXT[before]


def seats_between(before: str, after: str, headcount: int) -> int:
    """How many more seats of its pool a registration holds after a change than before it."""
    return headcount * ((after in SEATED) - (before in SEATED))
