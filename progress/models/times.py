from collections.abc import Iterator
from datetime import tzinfo

from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import get_language

from courses.models import Meeting, Venue
from courses.rules.partial_dates import format_day, format_partial, format_span


class Times:
    """When one is to be at a venue, in the words of the language that is active when asked."""

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
        zone, language = self.venue.occasion.zone, get_language() or "en"
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
