from django.utils import timezone

from progress.models import CalendarKey
from progress.models.accounts import Person
from progress.models.calendars import new_key


def renew_calendar_key(*, person: Person) -> CalendarKey:
    """Makes the secret part of a calendar's address, or another: the old one answers no more."""
    made = {"key": new_key(), "made_at": timezone.now()}
    return CalendarKey.objects.update_or_create(person=person, defaults=made)[0]
