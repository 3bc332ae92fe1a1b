from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from progress.actions.change_place import change_place
from progress.actions.fill_pool import fill_pool
from progress.actions.leave_places import leave_elsewhere
from progress.actions.tell_of_place import tell_of_place
from progress.models import Registration, State
from progress.models.accounts import Person
from progress.models.offers import offer_of
from progress.rules.places import may_accept


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
        left = leave_elsewhere(registration=current, pool=current.pool, by=by, now=now)
        change = change_place(registration=current, to=State.CONFIRMED, by=by, now=now)
        tell_of_place(kind="registered", transition=change, now=now, more_calendar=left.calendar)
        for pool_id in left.freed:
            fill_pool(pool_id=pool_id, now=now)
    return current
