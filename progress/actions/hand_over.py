from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from progress.actions.change_place import change_place
from progress.actions.open_place import open_place
from progress.actions.tell_of_place import tell_of_place
from progress.models import Membership, Organisation, Registration, State
from progress.models.accounts import Person
from progress.models.offers import offer_of, starts_at
from progress.rules.offers import Refusal
from progress.rules.places import has_seat_already, may_hand_over


def hand_over(
    *,
    registration: Registration,
    to: Person,
    by: Person | None = None,
    now: datetime | None = None,
) -> Registration:
    """Gives the seat to a colleague, past the queue; answers with the colleague's registration.

    Raises a Refusal: too late, or the colleague has a seat in the occasion already. Whether the two
    are colleagues is for who opens the door to ask.
    """
    now = now or timezone.now()
    with transaction.atomic():
        touch_occasion(occasion_id=registration.occasion_id)
        current = Registration.objects.with_place().select_related("person").get(pk=registration.pk)
        pool = current.pool
        offer = offer_of(pool, starts_at=starts_at(pool.venue))
        refusal = may_hand_over(current.state, offer, now=now) or _refuse(current, to)
        if refusal is not None:
            raise refusal
        by = by or current.person
        for other in Registration.objects.live().filter(person=to, occasion=current.occasion_id):
            change_place(
                registration=other, to=State.WITHDRAWN, by=by, now=now, why="handed a seat"
            )
        gone = change_place(
            registration=current, to=State.WITHDRAWN, by=by, now=now, why="handed to a colleague"
        )
        change = open_place(
            person=to,
            pool=pool,
            state=State.CONFIRMED,
            by=by,
            now=now,
            why=f"handed over: registration {current.pk}",
            headcount=current.headcount,
            group_name=current.group_name,
            workplace=_workplace(to, current, now),
        )
        tell_of_place(kind="handed_over", transition=gone, now=now)
        tell_of_place(kind="registered", transition=change, now=now)
    return change.registration


def _refuse(current: Registration, to: Person) -> Refusal | None:
    seat = (
        Registration.objects.confirmed()
        .filter(person=to, occasion=current.occasion_id)
        .select_related("pool__venue")
        .first()
    )
    return has_seat_already(str(seat.pool)) if seat is not None else None


def _workplace(to: Person, current: Registration, now: datetime) -> Organisation | None:
    """The giver's, where the colleague works there too; else where they work."""
    where = list(
        Membership.objects.valid_on(now.date())
        .filter(person=to)
        .select_related("organisation")
        .order_by("-role", "pk")
    )
    same = [one for one in where if one.organisation_id == current.workplace_id]
    return next((one.organisation for one in [*same, *where]), None)
