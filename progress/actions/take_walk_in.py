from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.models import Meeting, SeatPool
from progress.actions.add_newcomer import add_newcomer
from progress.actions.mark_attendance import mark_attendance
from progress.models import Registration
from progress.models.accounts import Person
from progress.rules.reasons import WALK_IN


def take_walk_in(
    *,
    meeting: Meeting,
    pool: SeatPool,
    name: str,
    email: str,
    minutes: int,
    by: Person,
    now: datetime | None = None,
) -> Registration:
    """Who stands in the door has a chair, is recorded as such, and is present.

    An account is made for an address that has none; nobody's name is changed. Done twice it is
    done once. Raises a Refusal or CannotMark, and then has made nothing.
    """
    now = now or timezone.now()
    with transaction.atomic():
        registration = add_newcomer(
            email=email, name=name, pool=pool, by=by, why=WALK_IN, make_room=True, now=now
        )
        mark_attendance(registration=registration, meeting=meeting, minutes=minutes, by=by, now=now)
    return registration
