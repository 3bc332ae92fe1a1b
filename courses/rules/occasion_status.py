"""What a reader is told of an occasion: one word out of its state, its deadlines and its seats."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from courses.rules.deadlines import is_open
from courses.rules.seats import SeatState


class OccasionStatus(StrEnum):
    ANNOUNCED = "announced"
    NOT_YET = "not-yet"
    OPEN = "open"
    FEW = "few"
    FULL = "full"
    CLOSED = "closed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    FINISHED = "finished"


def occasion_status(
    state: str,
    *,
    now: datetime,
    today: date,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    ends_on: date | None = None,
    seats: SeatState | None = None,
) -> OccasionStatus:
    """`today` is now in the occasion's zone; `seats` is None where nobody is seated.

    A cancelled or postponed occasion stays so when its days are over; every other is finished.
    """
    if state in ("cancelled", "postponed", "finished"):
        return OccasionStatus(state)
    if ends_on and ends_on < today:
        return OccasionStatus.FINISHED
    if state in ("announced", "closed"):
        return OccasionStatus(state)
    if not is_open(now, opens_at, None):
        return OccasionStatus.NOT_YET
    if not is_open(now, None, closes_at):
        return OccasionStatus.CLOSED
    if seats is SeatState.FULL:
        return OccasionStatus.FULL
    return OccasionStatus.FEW if seats is SeatState.FEW else OccasionStatus.OPEN


HOPE = [
    OccasionStatus.OPEN,
    OccasionStatus.FEW,
    OccasionStatus.NOT_YET,
    OccasionStatus.ANNOUNCED,
    OccasionStatus.FULL,
    OccasionStatus.CLOSED,
    OccasionStatus.POSTPONED,
    OccasionStatus.CANCELLED,
    OccasionStatus.FINISHED,
]


def most_hopeful(statuses: Iterable[OccasionStatus]) -> OccasionStatus | None:
    """What a course with several occasions is said to be."""
    return min(statuses, key=HOPE.index, default=None)
