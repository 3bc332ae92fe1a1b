from courses.models import Occasion
from courses.rules.occasion_dates import Timed, span


def date_occasion(*, occasion: Occasion) -> None:
    """Store the days between which the occasion happens; listings sort and filter by them."""
    meetings = [
        Timed(meeting.when, meeting.day, meeting.starts_at, meeting.ends_at)
        for meeting in occasion.meetings.all()
        if meeting.cancelled_at is None
        and (meeting.venue_id is None or meeting.venue.archived_at is None)
    ]
    milestones = [milestone.when for milestone in occasion.milestones.all()]
    begins_on, ends_on = span(meetings, milestones, occasion.timezone)
    if (occasion.begins_on, occasion.ends_on) != (begins_on, ends_on):
        occasion.begins_on, occasion.ends_on = begins_on, ends_on
        occasion.save(update_fields=["begins_on", "ends_on"])
