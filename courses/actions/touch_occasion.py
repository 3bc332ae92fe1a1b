from django.db import transaction
from django.db.models import F

from courses.models import Occasion


def touch_occasion(*, occasion_id: int) -> None:
    """Makes everyone else who would change this occasion, or a place in it, wait for the commit.

    An UPDATE, since select_for_update is silently ignored on SQLite: here it takes the row's lock
    on PostgreSQL and the write lock on SQLite. Read what a decision needs only after it.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "The lock lasts as long as the transaction: call touch_occasion within atomic()."
        )
    Occasion.objects.filter(pk=occasion_id).update(lock_version=F("lock_version") + 1)
