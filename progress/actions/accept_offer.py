from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from progress.actions.change_place import change_place
from progress.actions.fill_pool import fill_pool
from progress.actions.tell_of_place import tell_group, tell_of_place
from progress.models import Registration, State
from progress.models.accounts import Person
from progress.models.entries import invitation
from progress.models.offers import offer_of
from progress.rules.lives import SEATED
from progress.rules.places import may_accept
from progress.rules.reasons import HAS_SEAT_HERE, with_more


def accept_offer(
    *, registration: Registration, by: Person | None = None, now: datetime | None = None
) -> Registration:
    """Takes the seat that was offered. The one that the person has at another venue of the occasion
    is given back by it, to the next who waits there. Done twice, it changes nothing.

    Raises the Refusal that says why not: the offer may have lapsed.
    """
    now = now or timezone.now()
    with transaction.atomic():
        touch_occasion(occasion_id=registration.occasion_id)
        current = Registration.objects.with_place().select_related("person").get(pk=registration.pk)
        if current.state == State.CONFIRMED:
            return current
        refusal = may_accept(current.state, current.hold_until, offer_of(current.pool), now=now)
        if refusal is not None:
            raise refusal
        by = by or current.person
        left = leave_elsewhere(registration=current, by=by, now=now)
        change = change_place(registration=current, to=State.CONFIRMED, by=by, now=now)
        tell_of_place(kind="registered", transition=change, now=now, more_calendar=left.calendar)
        for pool_id in left.freed:
            fill_pool(pool_id=pool_id, now=now)
    return current


@dataclass
class Left:
    """The pools where a seat is free by it; what takes the entries of those seats out of the
    person's calendar, for the mail about the new one."""

    freed: list[int] = field(default_factory=list)
    calendar: str = ""


def leave_elsewhere(*, registration: Registration, by: Person | None, now: datetime) -> Left:
    """Ends what the person has, or has to choose, elsewhere in the occasion; in the touched
    transaction of who gives them a seat."""
    others = (
        Registration.objects.filter(
            person=registration.person_id,
            organisation=registration.organisation_id,
            occasion=registration.occasion_id,
            state__in=(State.CONFIRMED, State.NEEDS_CHOICE),
        )
        .exclude(pk=registration.pk)
        .with_place()
        .select_related("person")
    )
    left = Left()
    for other in others:
        was = other.state
        if was in SEATED:
            left.freed.append(other.pool_id)
        change = change_place(
            registration=other,
            to=State.WITHDRAWN,
            by=by,
            now=now,
            why=with_more(HAS_SEAT_HERE, str(registration.pool)),
        )
        tell_group(kind="withdrawn", transition=change, now=now)
        if was == State.CONFIRMED:
            left.calendar += invitation(other, method="CANCEL", now=now)
    return left
