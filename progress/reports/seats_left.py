"""What stands beside the seats that somebody can choose among."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count

from courses.models import SeatPool
from progress.models import Guarantee, Registration
from progress.querysets import under
from progress.rules.queue import Reserved, Seats


def waiting_in(pools: Iterable[SeatPool]) -> dict[int, int]:
    """How many wait for seats of each pool. One query."""
    counted = (
        Registration.objects.waiting()
        .filter(pool__in=list(pools))
        .order_by()
        .values_list("pool")
        .annotate(number=Count("pk"))
    )
    return dict(counted)


def kept_from(path: str, pools: Iterable[SeatPool], now: datetime) -> dict[int, int]:
    """By pool, the free seats that are kept for other organisations than the one at that path.

    One query, and one more for each guarantee in force.
    """
    by_id = {pool.pk: pool for pool in pools}
    reserved = defaultdict(list)
    in_force = Guarantee.objects.in_force(now).filter(pool__in=by_id)
    for guarantee in in_force.select_related("organisation"):
        own = guarantee.organisation.path
        taken = (
            Registration.objects.seated()
            .filter(under("workplace__path", [own]), pool=guarantee.pool_id)
            .values_list("headcount", flat=True)
        )
        reserved[guarantee.pool_id].append(Reserved(own, guarantee.seats, sum(taken)))
    kept = {}
    for pool_id, all_reserved in reserved.items():
        pool = by_id[pool_id]
        if pool.capacity is not None:
            free = Seats(pool.capacity, pool.taken, tuple(all_reserved)).free_for(path) or 0
            kept[pool_id] = max(pool.capacity - pool.taken - free, 0)
    return kept
