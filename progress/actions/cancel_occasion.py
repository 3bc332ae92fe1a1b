from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.set_occasion_state import set_occasion_state
from courses.actions.touch_occasion import touch_occasion
from courses.models import Occasion, OccasionState
from progress.actions.change_place import change_places
from progress.actions.tell_people import News, tell_people
from progress.models import Registration, State
from progress.models.accounts import Person
from progress.rules.reasons import CALLED_OFF


def cancel_occasion(
    *, occasion: Occasion, by: Person | None, note: str = "", now: datetime | None = None
) -> int:
    """Calls it off: every live registration ends, every person is told once. Says how many
    registrations there were.

    Nothing is deleted. Raises StateError where it can not be cancelled any more.
    """
    now = now or timezone.now()
    with transaction.atomic():
        touch_occasion(occasion_id=occasion.pk)
        rows = list(
            Registration.objects.live()
            .with_place()
            .select_related("person__profile")
            .filter(occasion=occasion)
            .order_by("created_at", "pk")
        )
        states = {row.pk: row.state for row in rows}
        changes = change_places(
            registrations=rows, to=State.CANCELLED, by=by, now=now, why=note or CALLED_OFF
        )
        news = [News("cancelled", change, states[change.registration_id]) for change in changes]
        tell_people(news=news, now=now, words={"note": note})
        set_occasion_state(occasion=occasion, state=OccasionState.CANCELLED, note=note, by=by)
    return len(rows)
