from typing import Any

from django.db import transaction
from django.db.models import F, Sum
from wagtail.log_actions import log

from courses.actions.touch_occasion import touch_occasion
from courses.models import Meeting, Occasion, SeatPool, Venue
from courses.rules.changes import Changes
from courses.rules.occasion_states import check_next_state, is_taken_up
from courses.signals import occasion_changed, seats_changed


def set_occasion_state(
    *, occasion: Occasion, state: str, note: str = "", by: Any = None
) -> Occasion:
    """Open, close, announce, postpone, finish or (while nobody has a seat) cancel an occasion.

    `note` tells readers about a cancellation or a postponement; another state has none. One that
    was postponed and is taken up again is announced with its times and places as they are by then.
    Raises StateError. The touch comes first, so that no seat is taken between check and write.
    """
    with transaction.atomic():
        touch_occasion(occasion_id=occasion.pk)
        occasion.refresh_from_db(fields=["state"])
        was = occasion.state
        taken = SeatPool.objects.filter(venue__occasion=occasion).aggregate(n=Sum("taken"))["n"]
        check_next_state(was, state, taken or 0)
        Occasion.objects.filter(pk=occasion.pk).update(
            state=state, state_note=note, edit_version=F("edit_version") + 1
        )
        back = is_taken_up(was, state)
        if back or state in ("cancelled", "postponed"):
            # Its calendar entries are called off, or are back: they must outrank what was sent.
            Meeting.objects.current().filter(occasion=occasion).update(sequence=F("sequence") + 1)
        if state == "open":
            # Seats that were given back while it was postponed are for who waits.
            seats_changed.send(sender=SeatPool, occasion_id=occasion.pk)
        if back:
            _announce_again(occasion.pk, by)
        log(instance=occasion, action="vidare.occasion_state", user=by, data={"state": state})
        occasion.refresh_from_db(fields=["state", "state_note", "edit_version", "lock_version"])
    return occasion


def _announce_again(occasion_id: int, by: Any) -> None:
    occasion = Occasion.objects.select_related("course").get(pk=occasion_id)
    meetings = Meeting.objects.current().filter(occasion=occasion_id)
    venues = Venue.objects.running().filter(occasion=occasion_id)
    changes = Changes(
        moved=set(meetings.values_list("pk", flat=True)),
        venues=set(venues.values_list("pk", flat=True)),
    )
    occasion_changed.send(sender=Occasion, occasion=occasion, changes=changes, by=by)
