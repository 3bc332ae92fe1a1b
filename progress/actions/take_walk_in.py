from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from courses.models import Meeting, SeatPool
from progress.actions.add_by_hand import add_by_hand
from progress.actions.mark_attendance import mark_attendance
from progress.models import Profile, Registration
from progress.models.accounts import Person, email_field, new_account


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
        registration = add_by_hand(
            person=_person(email.strip(), " ".join(name.split())),
            pool=pool,
            by=by,
            why="walk-in",
            make_room=True,
            now=now,
        )
        mark_attendance(registration=registration, meeting=meeting, minutes=minutes, by=by, now=now)
    return registration


def _person(email: str, name: str) -> Person:
    model = get_user_model()
    found = model._default_manager.filter(**{f"{email_field()}__iexact": email}).order_by("pk")
    person = found.first()
    if person is None:
        person = new_account(email.lower(), name)
        person.save()
        Profile.objects.create(person=person, language=settings.LANGUAGE_CODE)
    return person
