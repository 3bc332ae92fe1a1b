from django.db import transaction
from django.db.models import F, Sum

from courses.models import Occasion, SeatPool
from courses.rules.occasion_states import check_next_state


def set_occasion_state(*, occasion: Occasion, state: str) -> Occasion:
    """Open, close, announce, postpone, finish or (while nobody has a seat) cancel an occasion.

    Raises StateError. The touch comes first, so that no seat is taken between check and write.
    """
    with transaction.atomic():
        Occasion.objects.filter(pk=occasion.pk).update(lock_version=F("lock_version") + 1)
        occasion.refresh_from_db(fields=["state", "lock_version"])
        taken = SeatPool.objects.filter(venue__occasion=occasion).aggregate(n=Sum("taken"))["n"]
        check_next_state(occasion.state, state, taken or 0)
        occasion.state = state
        occasion.save(update_fields=["state"])
    return occasion
