from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from progress.actions.change_place import change_place
from progress.actions.fill_pool import fill_pool
from progress.actions.tell_of_place import tell_of_place
from progress.models import Registration, State
from progress.models.accounts import Person
from progress.models.offers import offer_of
from progress.rules.lives import SEATED
from progress.rules.places import may_withdraw


def withdraw(
    *,
    registration: Registration,
    by: Person | None = None,
    why: str = "",
    tell: bool = True,
    now: datetime | None = None,
) -> Registration:
    """Ends a registration, or raises the Refusal that says why not. Its seats are offered to the
    head of the queue in the same transaction.

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
        change = change_place(
            registration=current, to=State.WITHDRAWN, by=by or current.person, now=now, why=why
        )
        if tell:
            by_other = by is not None and by.pk != current.person_id
            tell_of_place(
                kind="withdrawn", transition=change, now=now, words={"by_other": by_other}
            )
        if was in SEATED:
            fill_pool(pool_id=current.pool_id, now=now)
    return current
