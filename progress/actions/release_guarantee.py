from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from progress.actions.fill_pool import fill_pool
from progress.models import Guarantee


def release_guarantee(*, guarantee: Guarantee, now: datetime | None = None) -> bool:
    """Keeps the seats no longer, and offers them to whoever waits; False where that was done."""
    now = now or timezone.now()
    pool = guarantee.pool
    with transaction.atomic():
        touch_occasion(occasion_id=pool.venue.occasion_id)
        unreleased = Guarantee.objects.filter(pk=guarantee.pk, released_at=None)
        if not unreleased.update(released_at=now):
            return False
        fill_pool(pool_id=pool.pk, now=now)
    return True
