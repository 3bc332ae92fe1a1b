from collections.abc import Iterable

from django.utils import timezone

from courses.models import Meeting, Occasion
from courses.models.records import occasion_has_records


def remove_meetings(*, occasion_id: int, meetings: Iterable[Meeting]) -> bool:
    """Delete them; where anybody has a record of the occasion they are called off, and stay.

    Whoever has the meeting in a calendar can then be sent its cancellation. True where they stay.
    """
    gone = [meeting.pk for meeting in meetings]
    if not gone:
        return False
    if occasion_has_records(Occasion.objects.get(pk=occasion_id)):
        Meeting.objects.current().filter(pk__in=gone).update(cancelled_at=timezone.now())
        return True
    Meeting.objects.filter(pk__in=gone).delete()
    return False
