from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from courses.models import AskedKind, SeatPool
from progress.models import ParticipantAnswer, Registration, Transition
from progress.models.accounts import Person
from progress.rules.lives import LIVE, may_follow, seats_between

SENSITIVE = (AskedKind.DIETARY, AskedKind.ACCESS)
AT_ONCE = 500


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
    return change_places(
        registrations=[registration],
        to=to,
        by=by,
        now=now,
        why=why,
        pool=pool,
        hold_until=hold_until,
        approve_by=approve_by,
    )[0]


def change_places(
    *,
    registrations: Sequence[Registration],
    to: str,
    by: Person | None,
    now: datetime,
    why: str = "",
    pool: SeatPool | None = None,
    hold_until: datetime | None = None,
    approve_by: datetime | None = None,
) -> list[Transition]:
    """The same change of many, in as many queries as of one for each state and pool that they come
    from, and each five hundred of them. The changes are in the order of the registrations.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Touch the occasion, within atomic(), first.")
    alike: dict[tuple[str, int, int], list[Registration]] = {}
    for one in registrations:
        if not may_follow(one.state, to):
            raise ValueError(f"A registration that is {one.state} does not become {to}.")
        alike.setdefault((one.state, one.pool_id, _lower(one, pool)), []).append(one)
    changes = [
        Transition(
            registration=one,
            from_state=one.state,
            to_state=to,
            pool_id=pool.pk if pool is not None else one.pool_id,
            by=by,
            why=why[:300],
            at=now,
        )
        for one in registrations
    ]
    values = {"state": to, "hold_until": hold_until, "approve_by": approve_by}
    for (was, old, lower), group in alike.items():
        new = pool.pk if pool is not None else old
        more = (new != old or _is_over(was, to)) + lower
        for some in _in_batches(group):
            _change(some, was, old, {**values, "pool_id": new, "sequence": F("sequence") + more})
        people = sum(one.headcount for one in group)
        count_seats(old, seats_between(was, "" if new != old else to, people))
        if new != old:
            count_seats(new, seats_between("", to, people))
        for one in group:
            for name, value in values.items():
                setattr(one, name, value)
            one.sequence += more
            if pool is not None:
                one.pool = pool
    if to not in LIVE:
        for some in _in_batches(registrations):
            ParticipantAnswer.objects.filter(registration__in=some, kind__in=SENSITIVE).delete()
    return Transition.objects.bulk_create(changes, batch_size=AT_ONCE)


def _change(some: Sequence[Registration], was: str, pool: int, values: dict[str, Any]) -> None:
    rows = Registration.objects.filter(pk__in=[one.pk for one in some], state=was, pool=pool)
    if rows.update(**values) != len(some):
        raise RuntimeError("Somebody changed the registration past the touch.")


def _in_batches(rows: Sequence[Registration]) -> Iterator[Sequence[Registration]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


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
