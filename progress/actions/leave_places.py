from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from courses.models import SeatPool
from progress.actions.change_place import change_place
from progress.actions.tell_of_place import tell_group
from progress.models import Registration, State
from progress.models.accounts import Person
from progress.models.entries import invitation
from progress.rules.lives import SEATED
from progress.rules.reasons import HAS_SEAT_HERE, with_more


@dataclass
class Left:
    """The pools where a seat is free by it; what takes the entries of those seats out of the
    person's calendar, for the mail about the new one."""

    freed: list[int] = field(default_factory=list)
    calendar: str = ""


def leave_places(
    *, places: Iterable[Registration], by: Person | None, now: datetime, why: str
) -> Left:
    """Ends what another place of the same person stands for from now on; in the touched transaction
    of who gives them that one, and who fills the pools where a seat is free by it.

    The person has the mail about the new one; names in a group that is no more are told.
    """
    left = Left()
    for place in places:
        was = place.state
        if was in SEATED:
            left.freed.append(place.pool_id)
        change = change_place(registration=place, to=State.WITHDRAWN, by=by, now=now, why=why)
        tell_group(kind="withdrawn", transition=change, now=now)
        if was == State.CONFIRMED:
            left.calendar += invitation(place, method="CANCEL", now=now)
    return left


def leave_elsewhere(
    *, registration: Registration, pool: SeatPool, by: Person | None, now: datetime
) -> Left:
    """What the person has, or has to choose, elsewhere in the occasion: a seat in `pool` is theirs
    by this registration."""
    others = (
        Registration.objects.filter(
            person=registration.person_id,
            organisation=registration.organisation_id,
            occasion=registration.occasion_id,
            state__in=(State.CONFIRMED, State.NEEDS_CHOICE),
        )
        .exclude(pk=registration.pk)
        .with_place()
        .select_related("person")
    )
    return leave_places(places=others, by=by, now=now, why=with_more(HAS_SEAT_HERE, str(pool)))
