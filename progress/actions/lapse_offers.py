from datetime import datetime
from functools import partial

from django.db import transaction

from courses.actions.touch_occasion import touch_occasion
from progress.actions.change_place import change_place
from progress.actions.do_each import do_each
from progress.actions.fill_pool import fill_pool
from progress.actions.tell_of_place import tell_of_place
from progress.models import Registration, State
from progress.rules.reasons import NOT_ANSWERED


def lapse_offers(*, now: datetime) -> int:
    """Ends each offer whose time is up and offers its seat to the next; says how many ended.

    One transaction for each, so that one that fails keeps back no other: what went wrong is raised
    at the end. Run by several at once, each lapses once.
    """
    due = Registration.objects.filter(state=State.OFFERED, hold_until__lte=now)
    keys = list(due.order_by("hold_until", "pk").values_list("pk", "occasion_id"))
    return do_each(
        deeds=(partial(_lapse, pk, occasion_id, now) for pk, occasion_id in keys),
        failed="These offers do not lapse",
    )


def _lapse(pk: int, occasion_id: int, now: datetime) -> bool:
    with transaction.atomic():
        touch_occasion(occasion_id=occasion_id)
        current = (
            Registration.objects.with_place()
            .select_related("person")
            .filter(pk=pk, state=State.OFFERED, hold_until__lte=now)
            .first()
        )
        if current is None:
            return False
        change = change_place(
            registration=current, to=State.LAPSED, by=None, now=now, why=NOT_ANSWERED
        )
        tell_of_place(kind="offer_lapsed", transition=change, now=now)
        fill_pool(pool_id=current.pool_id, now=now)
    return True
