from datetime import datetime

from django.db import transaction
from django.db.models import F

from courses.models import AskedKind, SeatPool
from progress.models import ParticipantAnswer, Registration, Transition
from progress.models.accounts import Person
from progress.rules.lives import LIVE, may_follow, seats_between

SENSITIVE = (AskedKind.DIETARY, AskedKind.ACCESS)


def change_place(
    *,
    registration: Registration,
    to: str,
    by: Person | None,
    now: datetime,
    why: str = "",
    pool: SeatPool | None = None,
    hold_until: datetime | None = None,
    approve_by: datetime | None = None,
) -> Transition:
    """Every change of a registration that is there: its state, the seats taken, its history.

    The caller has touched the occasion in this transaction, has read the registration and the pool
    after it, and has asked the rules. `pool` is where the place goes, if elsewhere. Whoever leaves
    leaves their dietary and access needs behind, which are deleted here.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Touch the occasion, within atomic(), first.")
    was, old = registration.state, registration.pool_id
    new = pool.pk if pool is not None else old
    if not may_follow(was, to):
        raise ValueError(f"A registration that is {was} does not become {to}.")
    moved = new != old
    values = {
        "state": to,
        "hold_until": hold_until,
        "approve_by": approve_by,
        "pool_id": new,
        "sequence": registration.sequence
        + (moved or _is_over(was, to))
        + _lower(registration, pool),
    }
    if Registration.objects.filter(pk=registration.pk, state=was, pool=old).update(**values) != 1:
        raise RuntimeError("Somebody changed the registration past the touch.")
    count_seats(old, seats_between(was, "" if moved else to, registration.headcount))
    if moved:
        count_seats(new, seats_between("", to, registration.headcount))
    for name, value in values.items():
        setattr(registration, name, value)
    if pool is not None:
        registration.pool = pool
    if to not in LIVE:
        ParticipantAnswer.objects.filter(registration=registration, kind__in=SENSITIVE).delete()
    return Transition.objects.create(
        registration=registration,
        from_state=was,
        to_state=to,
        pool_id=new,
        by=by,
        why=why[:300],
        at=now,
    )


def count_seats(pool_id: int, more: int) -> None:
    """The CHECK of the database refuses what the rules have not."""
    if more:
        SeatPool.objects.filter(pk=pool_id).update(taken=F("taken") + more)


def _lower(registration: Registration, pool: SeatPool | None) -> int:
    """How far a venue's sequence lies below that of the one left: an entry must outrank what was
    sent of it, and its own sequence is the sum of both."""
    if pool is None:
        return 0
    return max(0, registration.pool.venue.sequence - pool.venue.sequence)


def _is_over(was: str, to: str) -> bool:
    """Whether an entry in somebody's calendar is called off, or comes back."""
    return (was == "confirmed") != (to == "confirmed")
