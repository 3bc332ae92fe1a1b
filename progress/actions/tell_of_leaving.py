from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from courses.models import Occasion
from progress.actions.tell_of_changes import TOLD, people_told
from progress.models import Registration
from progress.rules.lives import LIVE
from progress.rules.telling import is_past


def tell_of_leaving(
    *,
    occasion: Occasion,
    venues: Collection[int] = (),
    back: bool = False,
    now: datetime | None = None,
) -> int:
    """Tells everybody whom it is about that an occasion, or only these of its venues, left the
    catalogue by a file, or is `back`; each once. Says how many.

    Nobody's place is changed: a file does not cancel, and what is named again comes back with
    everybody in it. In the touched transaction of the change; of what is over nobody is told.
    """
    now = now or timezone.now()
    today = now.astimezone(occasion.zone).date()
    if is_past(state=occasion.state, ends_on=occasion.ends_on, today=today):
        return 0
    kind = "put_back" if back else "taken_out"

    def kind_of(row: Registration) -> str:
        return kind if not venues or row.pool.venue_id in venues else ""

    # Who has to choose anew can choose elsewhere, as long as the occasion itself is there.
    states = TOLD if venues else tuple(LIVE)
    return people_told(occasion=occasion, kind_of=kind_of, now=now, states=states)
