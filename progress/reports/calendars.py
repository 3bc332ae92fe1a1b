"""A person's own feed: where they are to be, and what of it was called off."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.models import Meeting
from courses.rules.calendar import write_calendar
from progress.models import CalendarKey, Registration, State, Transition
from progress.models.accounts import Person
from progress.models.addresses import base_url
from progress.models.entries import entries_of
from progress.reports.my_page import pages_in

KEPT = timedelta(days=365)
CALLED_OFF_KEPT = timedelta(days=90)


@dataclass(frozen=True)
class CalendarAddress:
    """`web` to paste into a calendar; `webcal` opens the calendar of whoever follows it."""

    web: str

    @property
    def webcal(self) -> str:
        return f"webcal:{self.web.partition(':')[2]}"


def address_of(person: Person) -> CalendarAddress | None:
    """None while they have made none."""
    key = CalendarKey.objects.filter(person=person).values_list("key", flat=True).first()
    if key is None:
        return None
    return CalendarAddress(base_url() + reverse("progress:calendar", args=[key]))


def find_key(key: str) -> CalendarKey | None:
    """Of an account that can be used."""
    found = CalendarKey.objects.select_related("person__profile").filter(key=key).first()
    return found if found is not None and found.person.is_active else None


def personal_calendar(person: Person, *, now: datetime) -> str:
    """Their confirmed places and those of their groups, of the last year too; places lost in the
    last 90 days stand there as cancelled, so that a calendar which kept them learns of it.

    Three queries, however many. Nobody's name is in it, not even their own. Read the profile with
    the person.
    """
    profile = getattr(person, "profile", None)
    language = profile.language if profile else settings.LANGUAGE_CODE
    rows = _registrations(person, now)
    meetings = defaultdict(list)
    for meeting in Meeting.objects.filter(occasion__in={row.occasion_id for row in rows}):
        meetings[meeting.occasion_id].append(meeting)
    pages = pages_in(language, [row.pool.venue.occasion.course for row in rows])
    with override(language):
        entries = [
            entry
            for row in rows
            for entry in entries_of(
                row,
                meetings=meetings[row.occasion_id],
                now=now,
                cancelled=row.state != State.CONFIRMED,
                course=pages[row.pool.venue.occasion.course.translation_key],
                member=row.member_id,
            )
        ]
        name = _("My courses at %(site)s") % {
            "site": getattr(settings, "WAGTAIL_SITE_NAME", "Vidare")
        }
        return write_calendar(entries, name=name)


def _registrations(person: Person, now: datetime) -> list[Any]:
    since = (now - KEPT).date()
    was_confirmed = Transition.objects.filter(
        registration=OuterRef("pk"), from_state=State.CONFIRMED, at__gte=now - CALLED_OFF_KEPT
    ).exclude(to_state=State.CONFIRMED)
    current = Q(state=State.CONFIRMED) & (
        Q(occasion__ends_on=None) | Q(occasion__ends_on__gte=since)
    )
    lost = ~Q(state=State.CONFIRMED) & Exists(was_confirmed)
    return list(
        Registration.objects.of(person.pk).filter(current | lost).with_place().order_by("pk")
    )
