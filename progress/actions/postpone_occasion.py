from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.set_occasion_state import set_occasion_state
from courses.actions.touch_occasion import touch_occasion
from courses.models import Occasion, OccasionState
from progress.actions.tell_of_changes import people_told
from progress.models.accounts import Person


def postpone_occasion(
    *, occasion: Occasion, by: Person | None, note: str = "", now: datetime | None = None
) -> int:
    """Puts it off until there is a new date. Everybody keeps their place and is told once; what
    stands in their calendars is called off. Says how many were told.
    """
    now = now or timezone.now()
    with transaction.atomic():
        touch_occasion(occasion_id=occasion.pk)
        set_occasion_state(occasion=occasion, state=OccasionState.POSTPONED, note=note, by=by)
        return people_told(
            occasion=occasion, kind_of=lambda _row: "postponed", now=now, words={"note": note}
        )
