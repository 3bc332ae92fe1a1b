"""What a reader is told of an occasion: one word out of its state, its deadlines and its seats."""

from datetime import date, datetime
from enum import StrEnum

FEW_SEATS = 5


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
    free: int | None = None,
) -> OccasionStatus:
    """`today` is now in the occasion's zone; `free` is None where seats are without limit.

    A cancelled or postponed occasion stays so when its days are over; every other is finished.
    """
    if state in ("cancelled", "postponed", "finished"):
        return OccasionStatus(state)
    if ends_on and ends_on < today:
        return OccasionStatus.FINISHED
    if state in ("announced", "closed"):
        return OccasionStatus(state)
    if opens_at and now < opens_at:
        return OccasionStatus.NOT_YET
    if closes_at and now >= closes_at:
        return OccasionStatus.CLOSED
    if free is not None and free <= 0:
        return OccasionStatus.FULL
    if free is not None and free <= FEW_SEATS:
        return OccasionStatus.FEW
    return OccasionStatus.OPEN
