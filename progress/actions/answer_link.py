from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from courses.models import SeatPool
from progress.actions.accept_offer import accept_offer
from progress.actions.decide_approval import decide_approval
from progress.actions.move_place import move_place
from progress.actions.withdraw import withdraw
from progress.models import Registration
from progress.models.accounts import Person
from progress.models.links import APPROVER, Link, is_current
from progress.rules.answers import answers_for, link_is_used


def answer_link(
    *,
    link: Link,
    answer: str,
    by: Person | None = None,
    pool: SeatPool | None = None,
    wait: bool = False,
    why: str = "",
    now: datetime | None = None,
) -> Registration:
    """Does what the holder of a mail's link says, once, however many say it at the same moment.

    `pool` is where somebody who has to choose anew goes; `wait` queues there where it is full. `by`
    is the approver, where they have an account. Raises the Refusal that says why not: the link may
    be used.
    """
    now = now or timezone.now()
    with transaction.atomic():
        registration = Registration.objects.get(pk=link.registration)
        touch_occasion(occasion_id=registration.occasion_id)
        registration.refresh_from_db()
        can_say = answers_for(
            is_approver=link.audience == APPROVER,
            state=registration.state,
            waits_for_yes=registration.approve_by is not None,
        )
        if not is_current(link) or answer not in can_say:
            raise link_is_used()
        if answer in ("yes", "no"):
            return decide_approval(
                registration=registration, yes=answer == "yes", by=by, why=why, now=now
            )
        if answer == "accept":
            return accept_offer(registration=registration, now=now)
        if answer in ("venue", "digital") and pool is not None:
            return move_place(registration=registration, pool=pool, wait=wait, now=now)
        if answer == "withdraw":
            return withdraw(registration=registration, now=now)
        raise ValueError(f"{answer} needs to know where to.")
