import logging
from collections.abc import Callable
from datetime import datetime

from django.db import connection
from django.utils import timezone

from progress.actions.delete_needs import delete_needs
from progress.actions.forget_saves import forget_saves
from progress.actions.lapse_approvals import lapse_approvals
from progress.actions.lapse_offers import lapse_offers
from progress.actions.offer_free_seats import offer_free_seats
from progress.actions.release_guarantees import release_guarantees
from progress.actions.remind_approvers import remind_approvers
from progress.actions.send_letters import send_due_letters
from progress.actions.send_waiting import send_waiting

logger = logging.getLogger(__name__)


def _send(*, now: datetime | None) -> int:
    return send_waiting(now=now)["sent"]


# Mails come last: what the others write is sent with them.
JOBS: dict[str, Callable[..., int]] = {
    "offers lapsed": lapse_offers,
    "approvals lapsed": lapse_approvals,
    "guarantees released": release_guarantees,
    "free seats offered": offer_free_seats,
    "approvers reminded": remind_approvers,
    "letters written": send_due_letters,
    "needs deleted": delete_needs,
    "saves forgotten": forget_saves,
    "messages sent": _send,
}


def run_due(*, now: datetime | None = None) -> dict[str, int]:
    """Does everything whose time has come; says how much of each.

    Run by several at once, late, or twice, it does each thing once. A job that fails is logged,
    stops no other, and is not in the answer.
    """
    counts = {}
    for name, job in JOBS.items():
        # Sending may take long, and each lease begins when it begins.
        at = now if job is _send else now or timezone.now()
        try:
            counts[name] = job(now=at)
        except Exception:
            logger.exception("run_due: “%s” failed", name)
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
    return counts
