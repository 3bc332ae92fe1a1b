from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language

from courses.models import Meeting, Venue
from courses.rules.partial_dates import format_day, format_partial, format_span
from progress.actions.write_message import write_message
from progress.models import Message, Transition


def tell_of_place(*, kind: str, transition: Transition, language: str = "") -> Message | None:
    """Writes to the person about a change of their registration; None where there is no address."""
    registration = transition.registration
    person = registration.person
    if person is None or not getattr(person, person.get_email_field_name()):
        return None
    venue = registration.pool.venue
    return write_message(
        kind=kind,
        key=f"registration:{registration.pk}:{kind}:{transition.pk}",
        person=person,
        registration=registration,
        language=language,
        context={
            "registration": registration,
            "course": venue.occasion.course,
            "occasion": venue.occasion,
            "venue": venue,
            "when": Times(venue),
            "path": reverse("progress:place", args=[registration.pk]),
        },
    )


class Times:
    """When a venue's meetings are, in the words of the language that is active when it is asked."""

    def __init__(self, venue: Venue) -> None:
        self.venue = venue

    @cached_property
    def meetings(self) -> list[Meeting]:
        return list(
            Meeting.objects.filter(
                Q(venue=None) | Q(venue=self.venue), occasion=self.venue.occasion_id
            )
        )

    def __iter__(self) -> Iterator[str]:
        zone = self.venue.occasion.zone
        for meeting in self.meetings:
            yield _words(meeting, zone, get_language() or "en")


def _words(meeting: Meeting, zone: ZoneInfo, language: str) -> str:
    if meeting.starts_at is not None and meeting.ends_at is not None:
        return format_span(
            meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone), language
        )
    if meeting.day is not None:
        return format_day(meeting.day, language, with_weekday=True)
    return format_partial(meeting.when, language)
