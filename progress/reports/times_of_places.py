from collections import defaultdict
from collections.abc import Collection

from courses.models import Meeting
from progress.models import Registration
from progress.models.times import in_words


def times_of(registrations: Collection[Registration], language: str) -> dict[int, list[str]]:
    """When each of them is to be at their venue, in words. One query, for however many."""
    meetings: dict[int, list[Meeting]] = defaultdict(list)
    occasions = {registration.occasion_id for registration in registrations}
    for meeting in Meeting.objects.current().filter(occasion__in=occasions):
        meetings[meeting.occasion_id].append(meeting)
    return {
        one.pk: [
            in_words(meeting, one.occasion.zone, language)
            for meeting in meetings[one.occasion_id]
            if meeting.venue_id in (None, one.pool.venue_id)
        ]
        for one in registrations
    }
