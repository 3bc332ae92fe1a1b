from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from courses.models import SeatPool
from progress.actions.change_place import change_place
from progress.actions.fill_pool import fill_pool, seats_of
from progress.actions.leave_places import Left, leave_elsewhere
from progress.actions.move_place import move_held_place
from progress.actions.open_place import open_place
from progress.actions.tell_of_place import tell_of_place
from progress.models import Membership, Registration, State, Transition
from progress.models.accounts import Person
from progress.models.offers import offer_of
from progress.rules.places import may_be_added
from progress.rules.reasons import ADDED_BY_HAND, BY_HAND


def add_by_hand(
    *,
    person: Person,
    pool: SeatPool,
    by: Person,
    why: str = "",
    make_room: bool = False,
    headcount: int = 1,
    group_name: str = "",
    tell: bool = True,
    now: datetime | None = None,
) -> Registration:
    """By the organiser: after the deadline too, past approval and the queue; recorded as such.

    Who queues or is asked to choose has the seat by the row that they have. `make_room` adds a
    chair where there is none, for who stands in the door: the capacity rises by it. Raises a
    Refusal; done twice, it answers with the place that there is.
    """
    now = now or timezone.now()
    with transaction.atomic():
        touch_occasion(occasion_id=pool.venue.occasion_id)
        pool = SeatPool.objects.with_offer().get(pk=pool.pk)
        rows = list(
            Registration.objects.live()
            .with_place()
            .select_related("person")
            .filter(person=person, occasion=pool.venue.occasion_id)
        )
        here = next((row for row in rows if row.pool_id == pool.pk), None)
        if here is not None and here.state == State.CONFIRMED:
            return here
        choosing = next((row for row in rows if row.state == State.NEEDS_CHOICE), None)
        held = here or choosing
        if held is not None:  # as many people as it has, whatever was asked
            headcount, group_name = held.headcount, held.group_name
        if make_room:
            _add_chairs(pool, headcount, here, now)
        if here is None and choosing is not None:
            return move_held_place(
                registration=choosing,
                pool=pool,
                by=by,
                now=now,
                tell=tell,
                why=why or BY_HAND,
                gives=True,
            )
        seated = next((row for row in rows if row.state == State.CONFIRMED), None)
        offer = offer_of(pool)
        if here is None or here.state != State.OFFERED:
            refusal = may_be_added(
                offer,
                headcount=headcount,
                group_name=group_name,
                seated_at=str(seated.pool) if seated is not None else "",
            )
            if refusal is not None:
                raise refusal
        # Who was offered this seat may have another meanwhile, or one to choose: this one holds.
        left = Left()
        if here is not None:
            left = leave_elsewhere(registration=here, pool=pool, by=by, now=now)
        change = _seat(person, pool, here, by, why or ADDED_BY_HAND, now, headcount, group_name)
        if tell:
            tell_of_place(
                kind="registered", transition=change, now=now, more_calendar=left.calendar
            )
        for pool_id in left.freed:
            fill_pool(pool_id=pool_id, now=now)
    return change.registration


def _seat(
    person: Person,
    pool: SeatPool,
    here: Registration | None,
    by: Person,
    why: str,
    now: datetime,
    headcount: int,
    group_name: str,
) -> Transition:
    if here is not None:
        return change_place(registration=here, to=State.CONFIRMED, by=by, now=now, why=why)
    workplace = (
        Membership.objects.valid_on(now.date())
        .filter(person=person)
        .order_by("-role", "pk")
        .values_list("organisation", flat=True)
        .first()
    )
    return open_place(
        person=person,
        pool=pool,
        state=State.CONFIRMED,
        by=by,
        now=now,
        why=why,
        headcount=headcount,
        group_name=group_name,
        workplace=workplace,
    )


def _add_chairs(pool: SeatPool, headcount: int, here: Registration | None, now: datetime) -> None:
    has_seat = here is not None and here.state == State.OFFERED
    free = seats_of(pool, now).free_for("")
    if has_seat or free is None or pool.capacity is None or free >= headcount:
        return
    missing = max(pool.taken + headcount - pool.capacity, 0)
    SeatPool.objects.filter(pk=pool.pk).update(capacity=F("capacity") + missing)
    pool.refresh_from_db(fields=["capacity"])
