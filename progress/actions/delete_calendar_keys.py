from collections.abc import Iterable

from progress.models import CalendarKey
from progress.models.accounts import Person


def delete_calendar_keys(*, people: Iterable[Person]) -> None:
    """Their calendars' addresses answer no more. Nothing that they did is lost by it."""
    CalendarKey.objects.filter(person__in=[person.pk for person in people]).delete()
