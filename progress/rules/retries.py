"""When a mail that could not be delivered is tried again: soon at first, then ever more seldom."""

from __future__ import annotations

from datetime import timedelta

# Four days in all, as mail servers do among themselves.
PAUSES = (
    *(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60)),
    *(timedelta(hours=hours) for hours in (2, 4, 8, 12, 12, 12, 12, 12, 12, 12)),
)


def pause_after(attempts: int) -> timedelta | None:
    """The pause after that many attempts have failed; None when it has been tried long enough."""
    return PAUSES[attempts - 1] if 1 <= attempts <= len(PAUSES) else None
