from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from wagtail.log_actions import log

from courses.actions.claim_edit import claim_edit
from courses.actions.touch_occasion import touch_occasion
from courses.models import Venue


def cancel_venue(*, venue: Venue, on: date, note: str, by: Any = None) -> Venue:
    """Call a venue off, on a day and with words to its readers; the occasion goes on without it.

    A venue that is cancelled already stays as it is. No signal is sent: who has a place here is
    told by what calls this, in the same transaction, since each has a choice to make.
    """
    with transaction.atomic():
        touch_occasion(occasion_id=venue.occasion_id)
        if Venue.objects.filter(pk=venue.pk, cancelled_on=None).update(
            cancelled_on=on, cancelled_note=note, sequence=F("sequence") + 1
        ):
            claim_edit(occasion_id=venue.occasion_id, read=None)
            log(instance=venue, action="vidare.cancel_venue", user=by)
        venue.refresh_from_db(fields=["cancelled_on", "cancelled_note", "sequence"])
    return venue
