from datetime import datetime
from functools import partial

from django.db import transaction

from courses.actions.touch_occasion import touch_occasion
from progress.actions.ask_approvers import ask_approvers
from progress.actions.do_each import do_each
from progress.models import Message, Registration, State, Transition
from progress.rules.holding_times import remind_at

KIND = "approval_reminder"


def remind_approvers(*, now: datetime) -> int:
    """Writes once more to who has not answered when half of the time is gone; says about how many
    requests. By several at once, or again, once for each."""
    waiting = Registration.objects.to_approve().filter(approve_by__gt=now)
    reminded = Message.objects.filter(kind=KIND).values("registration")
    keys = [
        (pk, occasion_id)
        for pk, occasion_id, asked_at, ends in waiting.exclude(pk__in=reminded).values_list(
            "pk", "occasion_id", "created_at", "approve_by"
        )
        if ends is not None and now >= remind_at(asked_at, ends)
    ]
    return do_each(
        deeds=(partial(_remind, pk, occasion_id) for pk, occasion_id in keys),
        failed="Of these requests nobody is reminded",
    )


def _remind(pk: int, occasion_id: int) -> bool:
    with transaction.atomic():
        touch_occasion(occasion_id=occasion_id)
        current = (
            Registration.objects.with_place()
            .select_related("person")
            .filter(pk=pk, state=State.QUEUED, approve_by__isnull=False)
            .exclude(pk__in=Message.objects.filter(kind=KIND).values("registration"))
            .first()
        )
        if current is None:
            return False
        change = Transition.objects.filter(registration=current).order_by("-pk")[:1].get()
        change.registration = current
        return bool(ask_approvers(transition=change, kind=KIND))
