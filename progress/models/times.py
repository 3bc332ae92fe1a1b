from collections.abc import Iterator
from datetime import tzinfo

from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import get_language

from courses.models import Meeting, Occasion, Venue
from courses.rules.partial_dates import format_day, format_partial, format_span


class Times:
    """When one is to be at a venue, or when an occasion is, whatever the venue.

    In the words of the language that is active when asked.
    """

    def __init__(self, of: Venue | Occasion) -> None:
        self.occasion = of if isinstance(of, Occasion) else of.occasion
        self.venue = None if isinstance(of, Occasion) else of

    @cached_property
    def meetings(self) -> list[Meeting]:
        wanted = Q(venue=None) if self.venue is None else Q(venue=None) | Q(venue=self.venue)
        return list(Meeting.objects.current().filter(wanted, occasion=self.occasion))

    def __iter__(self) -> Iterator[str]:
        zone, language = self.occasion.zone, get_language() or "en"
        for meeting in self.meetings:
            words = in_words(meeting, zone, language)
            yield f"{words}: {meeting.title}" if meeting.title else words


def in_words(meeting: Meeting, zone: tzinfo, language: str) -> str:
    """Never finer than it is known: a month, a day, or a time in the occasion's zone."""
    if meeting.starts_at is not None and meeting.ends_at is not None:
        return format_span(
            meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone), language
        )
    if meeting.day is not None:
        return format_day(meeting.day, language, with_weekday=True)
    return format_partial(meeting.when, language)
