from courses.models import Meeting, Occasion
from courses.rules.occasion_days import Days, occasion_days


def date_occasion(*, occasion: Occasion) -> None:
    """Writes the first and the last day, which listings sort and filter by, from the meetings."""
    begins_on, ends_on = occasion_days(
        [
            _when(meeting, occasion)
            for meeting in Meeting.objects.filter(occasion=occasion)
        ],
        occasion.milestones.values_list("when", flat=True),
    )
    if (occasion.begins_on, occasion.ends_on) != (begins_on, ends_on):
        occasion.begins_on, occasion.ends_on = begins_on, ends_on
        occasion.save(update_fields=["begins_on", "ends_on"])


def _when(meeting: Meeting, occasion: Occasion) -> Days | str:
    if meeting.starts_at and meeting.ends_at:
        zone = occasion.zone
        return meeting.starts_at.astimezone(zone).date(), meeting.ends_at.astimezone(
            zone
        ).date()
    return (meeting.day, meeting.day) if meeting.day else meeting.when
