"""What must hold of attendance: it is of a meeting that the person could be at, and no longer."""

from collections.abc import Iterator

from django.db.models import F

from courses.models import Meeting, SeatPool
from progress.models import Attendance, Transition


def attendance_is_of_the_occasion() -> Iterator[str]:
    elsewhere = Attendance.objects.exclude(meeting__occasion=F("registration__occasion"))
    for pk, meeting in elsewhere.order_by("pk").values_list("pk", "meeting"):
        yield f"attendance {pk} is of meeting {meeting}, which is of another occasion"


def attendance_is_at_the_venue() -> Iterator[str]:
    """The one of the place, or one where the place was before it was moved."""
    others = (
        Attendance.objects.exclude(meeting__venue=None)
        .exclude(meeting__venue=F("registration__pool__venue"))
        .order_by("pk")
        .values_list("pk", "registration", "meeting", "meeting__venue")
    )
    for pk, registration, meeting, venue in others:
        held = Transition.objects.filter(registration=registration).values("pool")
        if not SeatPool.objects.filter(pk__in=held, venue=venue).exists():
            yield f"attendance {pk} is of meeting {meeting}, at a venue where the place never was"


def attendance_is_no_longer_than_the_meeting() -> Iterator[str]:
    """Of meetings whose time is the one that they had when it was marked. The minutes that count
    are an editor's to change, and raise no sequence: what counts is cut where it is reckoned."""
    rows = Attendance.objects.select_related("meeting").order_by("pk")
    for row in rows.iterator():
        meeting = row.meeting
        if row.minutes == 0:
            yield f"attendance {row.pk} is of no time at all"
        elif 0 < _longest(meeting) < row.minutes and not meeting.sequence:
            yield (
                f"attendance {row.pk} says {row.minutes} minutes, and meeting {meeting.pk} has "
                f"{_longest(meeting)}"
            )


def _longest(meeting: Meeting) -> int:
    starts, ends = meeting.starts_at, meeting.ends_at
    clock = int((ends - starts).total_seconds()) // 60 if starts and ends else 0
    return max(meeting.length, clock)
