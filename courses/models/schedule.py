"""A dated course's occasions as its page shows them: six queries, however many there are."""

import zoneinfo
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils import timezone

from courses.models.choices import SeatRole, VenueKind
from courses.models.occasions import Meeting, Occasion, Venue
from courses.models.seats import SeatPool
from courses.rules.occasion_status import OccasionStatus, occasion_status
from courses.rules.partial_dates import bounds
from courses.rules.timeline import TimelinePoint, last_minute, timeline


@dataclass
class MeetingLine:
    """Exactly one of `when`, `day` and `start`, in the occasion's zone."""

    meeting: Meeting
    when: str = ""
    day: date | None = None
    start: datetime | None = None
    end: datetime | None = None

    @property
    def first(self) -> date:
        if self.start:
            return self.start.date()
        return self.day or bounds(self.when)[0]


@dataclass
class VenueLine:
    venue: Venue
    pools: list[SeatPool]
    meetings: list[MeetingLine]
    areas: list[str]

    @property
    def pool(self) -> SeatPool | None:
        return next((pool for pool in self.pools if pool.role == SeatRole.PARTICIPANT), None)

    @property
    def unlimited(self) -> bool:
        return self.pool is None or self.pool.capacity is None

    @property
    def free(self) -> int | None:
        return self.pool.free if self.pool else None

    @property
    def capacity(self) -> int | None:
        return self.pool.capacity if self.pool else None

    @property
    def full(self) -> bool:
        return self.free is not None and self.free <= 0


@dataclass
class OccasionLine:
    occasion: Occasion
    status: OccasionStatus
    meetings: list[MeetingLine]
    venues: list[VenueLine]
    closes: datetime | None
    opens: datetime | None
    timeline: list[TimelinePoint] = field(default_factory=list)

    @property
    def running(self) -> list[VenueLine]:
        return [line for line in self.venues if line.venue.cancelled_on is None]

    @property
    def cancelled(self) -> list[VenueLine]:
        return [line for line in self.venues if line.venue.cancelled_on]

    @property
    def only(self) -> VenueLine | None:
        return self.venues[0] if len(self.venues) == 1 else None

    @property
    def is_over(self) -> bool:
        return self.status == OccasionStatus.FINISHED

    @property
    def takes_registrations(self) -> bool:
        return self.status in (OccasionStatus.OPEN, OccasionStatus.FEW, OccasionStatus.FULL)

    @property
    def seats(self) -> tuple[int, int] | None:
        """Free and all seats of the towns together; what is online is apart from them."""
        towns = [
            line
            for line in self.running
            if line.venue.kind == VenueKind.PLACE and not line.unlimited
        ]
        if len(towns) < 2:
            return None
        return sum(t.free or 0 for t in towns), sum(t.capacity or 0 for t in towns)

    @property
    def all_meetings(self) -> list[MeetingLine]:
        """Shared by all its venues, or of its only one."""
        lines = self.meetings + (self.only.meetings if self.only else [])
        return sorted(lines, key=lambda line: line.first)

    @property
    def has_round(self) -> bool:
        return bool(self.occasion.milestones.all()) or self.occasion.answers_at is not None


@dataclass
class Schedule:
    occasions: list[OccasionLine]

    @property
    def is_tour(self) -> bool:
        """Several gatherings that fit one row each."""
        return len(self.occasions) > 1 and all(
            len(line.venues) <= 1 and len(line.all_meetings) <= 1 and not line.has_round
            for line in self.occasions
        )

    @property
    def shared_note(self) -> str:
        notes = {line.occasion.note for line in self.occasions}
        return notes.pop() if len(notes) == 1 and len(self.occasions) > 1 else ""

    @property
    def has_areas(self) -> bool:
        return any(venue.areas for line in self.occasions for venue in line.venues)

    @property
    def has_titles(self) -> bool:
        return any(line.occasion.title for line in self.occasions)


def read_schedule(translation_key: object, now: datetime | None = None) -> Schedule:
    """Of a course in whichever language, in date order."""
    now = now or timezone.now()
    venues = Venue.objects.current().prefetch_related("pools", "areas")
    occasions = (
        Occasion.objects.current()
        .of(translation_key)
        .prefetch_related("meetings", "milestones", Prefetch("venues", venues))
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
        closes=last_minute(closes[0]) if closes else None,
        opens=opens[0] if opens else None,
    )
    free = [venue.free for venue in line.running]
    line.status = occasion_status(
        occasion.state,
        now=now,
        today=today,
        opens_at=occasion.opens_at,
        closes_at=occasion.closes_at,
        ends_on=occasion.ends_on,
        free=None if not free or None in free else sum(number or 0 for number in free),
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


