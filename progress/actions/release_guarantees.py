from datetime import datetime

from django.db import transaction

from courses.actions.touch_occasion import touch_occasion
from progress.actions.fill_pool import fill_pool
from progress.models import Guarantee


def release_guarantees(*, now: datetime) -> int:
    """Gives the seats whose release date has come to whoever waits; says how many guarantees.

    The date itself decides who can register; this only offers what became free by it, once.
    """
    due = Guarantee.objects.filter(release_at__lte=now, released_at=None)
    keys = list(due.values_list("pk", "pool_id", "pool__venue__occasion_id"))
    return sum(_release(pk, pool_id, occasion_id, now) for pk, pool_id, occasion_id in keys)


def _release(pk: int, pool_id: int, occasion_id: int, now: datetime) -> bool:
    with transaction.atomic():
        touch_occasion(occasion_id=occasion_id)
        unreleased = Guarantee.objects.filter(pk=pk, released_at=None)
        if not unreleased.update(released_at=now):
            return False
        fill_pool(pool_id=pool_id, now=now)
    return True
