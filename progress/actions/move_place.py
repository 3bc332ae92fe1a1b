from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from courses.models import SeatPool, SeatRole
from progress.actions.change_place import change_place
from progress.actions.fill_pool import as_waiting, fill_pool, seats_of
from progress.actions.leave_places import Left, leave_elsewhere, leave_places
from progress.actions.sum_up_attendance import hold_ways, sum_up_attendance
from progress.actions.tell_of_place import tell_of_place
from progress.models import Attendance, Registration, State
from progress.models.accounts import Person
from progress.models.offers import offer_of, starts_at
from progress.querysets import RegistrationQuerySet
from progress.rules.lives import SEATED
from progress.rules.offers import Refusal
from progress.rules.places import may_move, may_wait, no_room
from progress.rules.reasons import MOVED, MOVED_HERE
from progress.rules.why_not import of_other_kind


def move_place(
    *,
    registration: Registration,
    pool: SeatPool,
    by: Person | None = None,
    wait: bool = False,
    tell: bool = True,
    why: str = "",
    gives: bool = False,
    now: datetime | None = None,
) -> Registration:
    """To other seats of the same occasion: for who has a place, or has to choose anew.

    `wait`: who has to choose and finds it full queues there instead. `gives`: it is the organiser
    who does it, and may make a contributor of somebody. Raises the Refusal that says
    why not, and then the place stays as it is. The seat left behind is offered to the next.
    """
    now = now or timezone.now()
    with transaction.atomic():
        touch_occasion(occasion_id=registration.occasion_id)
        current = Registration.objects.with_place().select_related("person").get(pk=registration.pk)
        target = SeatPool.objects.with_offer().get(pk=pool.pk)
        return move_held_place(
            registration=current,
            pool=target,
            by=by,
            now=now,
            wait=wait,
            tell=tell,
            why=why,
            gives=gives,
        )


def move_held_place(
    *,
    registration: Registration,
    pool: SeatPool,
    by: Person | None,
    now: datetime,
    wait: bool = False,
    tell: bool = True,
    why: str = "",
    gives: bool = False,
) -> Registration:
    """The same inside a touched transaction, of what was read after the touch."""
    was, left, before = registration.state, registration.pool_id, registration.pool.venue
    by = by or registration.person
    if pool.pk == left and was == State.CONFIRMED:
        return registration
    there = leave_places(places=_same_seats(registration, pool), by=by, now=now, why=MOVED_HERE)
    if there.freed:
        pool.refresh_from_db(fields=["taken"])
    to, refusal = _decide(registration, pool, wait, gives, now)
    if refusal is not None:
        raise refusal
    gone = Left()
    if to == State.CONFIRMED:
        gone = leave_elsewhere(registration=registration, pool=pool, by=by, now=now)
    change = change_place(
        registration=registration,
        to=to,
        by=by,
        now=now,
        pool=pool,
        why=why or MOVED,
    )
    if tell:
        kind = "moved" if to == State.CONFIRMED else "queued"
        # Who had to choose anew had their entries taken out when the venue was called off.
        venue = before if was == State.CONFIRMED else None
        more = there.calendar + gone.calendar
        tell_of_place(kind=kind, transition=change, now=now, left=venue, more_calendar=more)
    freed = [*there.freed, *gone.freed, *([left] if was in SEATED else [])]
    for pool_id in dict.fromkeys(freed):
        fill_pool(pool_id=pool_id, now=now)
    count_hours_there(registrations=[registration], now=now)
    return registration


def count_hours_there(*, registrations: Collection[Registration], now: datetime) -> None:
    """At another venue there may be other meetings, of which one was there for another share."""
    pools = {one.pool_id for one in registrations}
    was_there = set(
        Attendance.objects.filter(registration__pool__in=pools).values_list(
            "registration", flat=True
        )
    )
    moved = [one for one in registrations if one.pk in was_there]
    if moved:
        course = moved[0].pool.venue.occasion.course
        ways = hold_ways(registrations=moved, course=course, now=now)
        sum_up_attendance(ways=ways, course=course)


def _decide(
    registration: Registration, pool: SeatPool, wait: bool, gives: bool, now: datetime
) -> tuple[str, Refusal | None]:
    if registration.state not in (State.CONFIRMED, State.NEEDS_CHOICE):
        return "", Refusal.not_live()
    if pool.venue.occasion_id != registration.occasion_id:
        return "", Refusal.elsewhere()
    free = seats_of(pool, now).free_for(as_waiting(registration).path)
    kept = 0 if pool.capacity is None else pool.capacity - pool.taken - (free or 0)
    offer = offer_of(pool, kept=kept, starts_at=starts_at(pool.venue))
    size, name = registration.headcount, registration.group_name
    queues = wait and registration.state == State.NEEDS_CHOICE and no_room(offer, size)
    if queues:
        return State.QUEUED, of_other_kind(offer, size, name) or may_wait(
            offer, now=now, headcount=size, group_name=name
        )
    is_invited = gives or registration.pool.role == SeatRole.CONTRIBUTOR
    return State.CONFIRMED, may_move(
        offer, now=now, headcount=size, group_name=name, is_invited=is_invited
    )


def _same_seats(registration: Registration, pool: SeatPool) -> RegistrationQuerySet[Registration]:
    """Somebody who waited for these very seats has them, or waits for them, by this row now."""
    return (
        Registration.objects.live()
        .with_place()
        .select_related("person")
        .filter(person=registration.person_id, organisation=registration.organisation_id, pool=pool)
        .exclude(pk=registration.pk)
    )
