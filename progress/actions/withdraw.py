from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from courses.models import SeatPool
from progress.actions.tell_of_place import tell_of_place
from progress.models import Registration, State, Transition
from progress.models.accounts import Person
from progress.models.offers import offer_of
from progress.rules.places import SEATED, may_withdraw


def withdraw(
    *,
    registration: Registration,
    by: Person | None = None,
    why: str = "",
    tell: bool = True,
    now: datetime | None = None,
) -> Registration:
    """Ends a registration and frees its seats, or raises the Refusal that says why not.

    Done twice, it changes nothing the second time. `by` is who does it, where not the person.
    """
    now = now or timezone.now()
    with transaction.atomic():
        touch_occasion(occasion_id=registration.occasion_id)
        current = Registration.objects.with_place().select_related("person").get(pk=registration.pk)
        was = current.state
        if was == State.WITHDRAWN:
            return current
        refusal = may_withdraw(was, offer_of(current.pool), now=now)
        if refusal is not None:
            raise refusal
        current.state = State.WITHDRAWN
        changed = Registration.objects.filter(pk=current.pk, state=was).update(
            state=current.state, hold_until=None
        )
        if changed != 1:
            raise RuntimeError("Somebody changed the registration past the touch.")
        if was in SEATED:
            SeatPool.objects.filter(pk=current.pool_id).update(taken=F("taken") - current.headcount)
        transition = Transition.objects.create(
            registration=current,
            from_state=was,
            to_state=current.state,
            by=by or current.person,
            why=why,
            at=now,
        )
        if tell:
            tell_of_place(kind="withdrawn", transition=transition)
    return current
