from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from progress.actions.change_place import change_place
from progress.actions.fill_pool import as_waiting, fill_pool, seats_of
from progress.actions.leave_places import leave_elsewhere
from progress.actions.tell_of_place import tell_of_place
from progress.models import Registration, State
from progress.models.accounts import Person
from progress.models.offers import offer_of
from progress.rules.places import may_be_approved
from progress.rules.queue import next_in_line
from progress.rules.reasons import APPROVED


def decide_approval(
    *,
    registration: Registration,
    yes: bool,
    by: Person | None,
    why: str = "",
    now: datetime | None = None,
) -> Registration:
    """Says yes or no to somebody who asked for a place.

    Yes gives them a seat, where one is free that nobody before them in the queue can have; else
    they wait for one in the place that the day of their asking gives them. Raises a Refusal where
    it is decided already, or nothing is given out any more.
    """
    now = now or timezone.now()
    with transaction.atomic():
        touch_occasion(occasion_id=registration.occasion_id)
        current = Registration.objects.with_place().select_related("person").get(pk=registration.pk)
        offer = offer_of(current.pool)
        refusal = may_be_approved(current.state, current.approve_by, offer, yes=yes, now=now)
        if refusal is not None:
            raise refusal
        if not yes:
            change = change_place(registration=current, to=State.REJECTED, by=by, now=now, why=why)
            tell_of_place(kind="rejected", transition=change, now=now, words={"why": why})
            return current
        seated = _is_seated_elsewhere(current)
        to = State.CONFIRMED if _is_next(current, now) and not seated else State.QUEUED
        if to == State.CONFIRMED:  # what the person had to choose elsewhere is chosen by it
            leave_elsewhere(registration=current, pool=current.pool, by=by, now=now)
        change = change_place(registration=current, to=to, by=by, now=now, why=why or APPROVED)
        if to == State.CONFIRMED:
            tell_of_place(kind="approved", transition=change, now=now)
        elif current.pk not in {one.pk for one in fill_pool(pool_id=current.pool_id, now=now)}:
            tell_of_place(kind="queued", transition=change, now=now)
    return current


def _is_next(registration: Registration, now: datetime) -> bool:
    seats = seats_of(registration.pool, now)
    ahead = (
        Registration.objects.waiting()
        .filter(pool=registration.pool_id, created_at__lt=registration.created_at)
        .select_related("workplace")
    )
    mine = as_waiting(registration)
    return next_in_line(seats, [*map(as_waiting, ahead), mine]) == mine


def _is_seated_elsewhere(registration: Registration) -> bool:
    """A place taken at another venue meanwhile is not taken away by a yes: this seat is offered."""
    return (
        Registration.objects.confirmed()
        .filter(person=registration.person_id, occasion=registration.occasion_id)
        .exists()
    )
