from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from courses.models import OccasionState, SeatPool
from progress.actions.do_each import do_each
from progress.actions.fill_pool import fill_pool, whose_turn

OFFERING = (OccasionState.OPEN, OccasionState.CLOSED)


def offer_free_seats(*, now: datetime) -> int:
    """Offers the seats that somebody can have for another reason than that one was given back: the
    course is published again, it begins later, an organisation has moved. Says how many are offered
    one. What frees a seat offers it itself.
    """
    yesterday = timezone.localdate(now) - timedelta(days=1)  # it may be that day elsewhere
    waited_for = SeatPool.objects.filter(
        Q(capacity=None) | Q(taken__lt=F("capacity")),
        Q(venue__occasion__ends_on=None) | Q(venue__occasion__ends_on__gte=yesterday),
        registrations__state="queued",
        registrations__approve_by=None,
        venue__cancelled_on=None,
        venue__occasion__state__in=OFFERING,
    )
    pools = waited_for.order_by("pk").values_list("pk", "venue__occasion").distinct()
    return do_each(
        deeds=(partial(_fill, pk, occasion, now) for pk, occasion in list(pools)),
        failed="The free seats of these are not offered",
    )


def _fill(pool_id: int, occasion_id: int, now: datetime) -> int:
    """Asked before the touch: a group that is too large for what is left holds nobody up."""
    if not whose_turn(pool_id=pool_id, now=now)[0]:
        return 0
    with transaction.atomic():
        touch_occasion(occasion_id=occasion_id)
        return len(fill_pool(pool_id=pool_id, now=now))
