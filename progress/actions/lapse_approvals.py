from datetime import datetime
from functools import partial

from django.db import transaction

from courses.actions.touch_occasion import touch_occasion
from progress.actions.change_place import change_place
from progress.actions.do_each import do_each
from progress.actions.tell_of_place import tell_of_place
from progress.models import Registration, State
from progress.rules.reasons import NOBODY_SAID_YES


def lapse_approvals(*, now: datetime) -> int:
    """Ends each request that nobody answered in time; says how many. By several at once, once."""
    due = Registration.objects.to_approve().filter(approve_by__lte=now)
    keys = list(due.values_list("pk", "occasion_id"))
    return do_each(
        deeds=(partial(_lapse, pk, occasion_id, now) for pk, occasion_id in keys),
        failed="These requests do not lapse",
    )


def _lapse(pk: int, occasion_id: int, now: datetime) -> bool:
    with transaction.atomic():
        touch_occasion(occasion_id=occasion_id)
        current = (
            Registration.objects.with_place()
            .select_related("person")
            .filter(pk=pk, state=State.QUEUED, approve_by__lte=now)
            .first()
        )
        if current is None:
            return False
        change = change_place(
            registration=current, to=State.LAPSED, by=None, now=now, why=NOBODY_SAID_YES
        )
        tell_of_place(kind="approval_lapsed", transition=change, now=now)
    return True
