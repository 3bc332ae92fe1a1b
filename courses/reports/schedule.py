"""A dated course's occasions as its page shows them: six queries, however many there are."""

import zoneinfo
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone

from courses.models.occasions import Meeting, Occasion, Venue
from courses.reports.schedule_lines import MeetingLine, OccasionLine, Schedule, VenueLine
from courses.rules.occasion_status import OccasionStatus, occasion_status
from courses.rules.timeline import last_minute, timeline


def read_schedule(translation_key: object, now: datetime | None = None) -> Schedule:
    """Of a course in whichever language, in date order."""
    now = now or timezone.now()
    venues = Venue.objects.current().prefetch_related("pools", "areas")
    occasions = (
        Occasion.objects.current()
        .of(translation_key)
        .prefetch_related(
            Prefetch("meetings", Meeting.objects.current()),
            "milestones",
            Prefetch("venues", venues),
        )
    )
    return Schedule([_occasion_line(occasion, now) for occasion in occasions])


def _occasion_line(occasion: Occasion, now: datetime) -> OccasionLine:
    zone = zoneinfo.ZoneInfo(occasion.timezone)
    meetings = [_meeting_line(meeting, zone) for meeting in occasion.meetings.all()]
    meetings.sort(key=lambda line: line.first)
    venues = [
        VenueLine(
            venue,
            list(venue.pools.all()),
            [line for line in meetings if line.meeting.venue_id == venue.pk],
            [area.name for area in venue.areas.all()],
        )
        for venue in occasion.venues.all()
    ]
    today = now.astimezone(zone).date()

    def local(moment: datetime | None, has_time: bool) -> tuple[datetime, bool] | None:
        return (moment.astimezone(zone), has_time) if moment else None

    opens = local(occasion.opens_at, occasion.opens_has_time)
    closes = local(occasion.closes_at, occasion.closes_has_time)
    line = OccasionLine(
        occasion,
        OccasionStatus.OPEN,
        [line for line in meetings if line.meeting.venue_id is None],
        venues,
        meetings,
        closes=last_minute(closes[0]) if closes else None,
    )
    line.status = occasion_status(
        occasion.state,
        now=now,
        today=today,
        opens_at=occasion.opens_at,
        closes_at=occasion.closes_at,
        ends_on=occasion.ends_on,
        seats=line.summary.state if any(venue.pools for venue in venues) else None,
    )
    if line.has_round:
        line.timeline = timeline(
            [(milestone.label, milestone.when) for milestone in occasion.milestones.all()],
            today=today,
            opens=opens,
            closes=closes,
            answers=local(occasion.answers_at, occasion.answers_has_time),
        )
    return line


def _meeting_line(meeting: Meeting, zone: zoneinfo.ZoneInfo) -> MeetingLine:
    if meeting.starts_at and meeting.ends_at:
        start, end = meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone)
        return MeetingLine(meeting, start=start, end=end)
    return MeetingLine(meeting, when=meeting.when, day=meeting.day)
