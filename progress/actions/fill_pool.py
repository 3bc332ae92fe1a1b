from datetime import datetime

from courses.models import SeatPool
from progress.actions.change_place import change_place
from progress.actions.tell_of_place import tell_of_place
from progress.models import Guarantee, Registration, State
from progress.models.offers import offer_of, starts_at
from progress.querysets import under
from progress.rules.holding_times import hold_until
from progress.rules.offers import Offer
from progress.rules.queue import Reserved, Seats, Waiting, all_in_line


def fill_pool(*, pool_id: int, now: datetime) -> list[Registration]:
    """Offers every seat that is free to whoever is next in the queue, and tells them.

    In the touched transaction of the caller: what frees a seat offers it.
    """
    offered, until = whose_turn(pool_id=pool_id, now=now)
    for registration in offered:
        transition = change_place(
            registration=registration, to=State.OFFERED, by=None, now=now, hold_until=until
        )
        tell_of_place(kind="offered", transition=transition, now=now)
    return offered


def whose_turn(*, pool_id: int, now: datetime) -> tuple[list[Registration], datetime | None]:
    """Who of the queue can have a seat as things are, in their order, and until when it is kept.

    An offer stands until its time is up or the first meeting begins; after that nobody is offered
    anything.
    """
    waiting = list(Registration.objects.waiting().filter(pool=pool_id).select_related("workplace"))
    if not waiting:
        return [], None
    pool = SeatPool.objects.with_offer().get(pk=pool_id)
    if not is_offering(offer_of(pool), now):
        return [], None
    hours = pool.venue.occasion.offer_hours
    until = hold_until(now, hours=hours, starts_at=starts_at(pool.venue))
    if until is None:
        return [], None
    chosen = {one.id for one in all_in_line(seats_of(pool, now), [as_waiting(w) for w in waiting])}
    turns = [one for one in waiting if one.pk in chosen]
    for registration in turns:
        registration.pool = pool
    return turns, until


def is_offering(offer: Offer, now: datetime) -> bool:
    """Whether seats are given out at all, the deadline notwithstanding."""
    return (
        offer.state in ("open", "closed")
        and not offer.archived
        and offer.venue_cancelled_on is None
        and not offer.is_over(now)
    )


def seats_of(pool: SeatPool, now: datetime) -> Seats:
    """A pool's seats with the guarantees that are in force; two queries where there are any."""
    reserved = []
    for guarantee in (
        Guarantee.objects.in_force(now).filter(pool=pool).select_related("organisation")
    ):
        path = guarantee.organisation.path
        taken = (
            Registration.objects.seated()
            .filter(under("workplace__path", [path]), pool=pool)
            .values_list("headcount", flat=True)
        )
        reserved.append(Reserved(path, guarantee.seats, sum(taken)))
    return Seats(pool.capacity, pool.taken, tuple(reserved))


def as_waiting(registration: Registration) -> Waiting:
    workplace = registration.workplace
    return Waiting(
        registration.pk, registration.headcount, workplace.path if workplace is not None else ""
    )
