from typing import Any

from django.db import transaction
from django.db.models import F, Sum
from wagtail.log_actions import log

from courses.actions.touch_occasion import touch_occasion
from courses.models import Meeting, Occasion, SeatPool
from courses.rules.occasion_states import check_next_state
from courses.signals import seats_changed


def set_occasion_state(
    *, occasion: Occasion, state: str, note: str = "", by: Any = None
) -> Occasion:
    """Open, close, announce, postpone, finish or (while nobody has a seat) cancel an occasion.

    `note` tells readers about a cancellation or a postponement; another state has none. Raises
    StateError. The touch comes first, so that no seat is taken between check and write.
    """
    with transaction.atomic():
        touch_occasion(occasion_id=occasion.pk)
        occasion.refresh_from_db(fields=["state"])
        taken = SeatPool.objects.filter(venue__occasion=occasion).aggregate(n=Sum("taken"))["n"]
        check_next_state(occasion.state, state, taken or 0)
        Occasion.objects.filter(pk=occasion.pk).update(
            state=state, state_note=note, edit_version=F("edit_version") + 1
        )
        if state in ("cancelled", "postponed"):
            # Its calendar entries are called off, and must outrank those that were sent.
            Meeting.objects.current().filter(occasion=occasion).update(sequence=F("sequence") + 1)
        if state == "open":
            # Seats that were given back while it was postponed are for who waits.
            seats_changed.send(sender=SeatPool, occasion_id=occasion.pk)
        log(instance=occasion, action="vidare.occasion_state", user=by, data={"state": state})
        occasion.refresh_from_db(fields=["state", "state_note", "edit_version", "lock_version"])
    return occasion
