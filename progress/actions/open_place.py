from datetime import datetime

from courses.models import SeatPool
from progress.actions.change_place import count_seats
from progress.models import Organisation, Registration, Transition
from progress.models.accounts import Person
from progress.rules.lives import may_follow, seats_between


def open_place(
    *,
    person: Person,
    pool: SeatPool,
    state: str,
    by: Person | None,
    now: datetime,
    why: str = "",
    headcount: int = 1,
    group_name: str = "",
    workplace: Organisation | int | None = None,
    approve_by: datetime | None = None,
) -> Transition:
    """A new registration with its seat and the first line of its history, in the touched
    transaction of the caller, who has asked the rules. `pool` is read with its offer."""
    if not may_follow("", state):
        raise ValueError(f"No registration begins as {state}.")
    registration = Registration.objects.create(
        person=person,
        occasion=pool.venue.occasion,
        pool=pool,
        state=state,
        headcount=headcount,
        group_name=group_name.strip(),
        workplace_id=workplace.pk if isinstance(workplace, Organisation) else workplace,
        approve_by=approve_by,
        created_at=now,
    )
    count_seats(pool.pk, seats_between("", state, headcount))
    return Transition.objects.create(
        registration=registration, to_state=state, pool=pool, by=by, why=why[:300], at=now
    )
