"""What a dated course's page shows of its occasions, as it is read by read_schedule()."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from courses.models.choices import SeatRole, VenueKind
from courses.models.occasions import Meeting, Occasion, Venue
from courses.models.seats import SeatPool
from courses.rules.occasion_status import OccasionStatus, most_hopeful
from courses.rules.partial_dates import bounds
from courses.rules.seats import (
    Pool,
    Seats,
    SeatSummary,
    counted_roles,
    seat_state,
    summarise_seats,
)
from courses.rules.timeline import TimelinePoint


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
    def seats(self) -> Seats:
        """A participant's; a venue without any numbers takes everyone."""
        pool = next((pool for pool in self.pools if pool.role == SeatRole.PARTICIPANT), None)
        capacity, taken = (pool.capacity, pool.taken) if pool else (None, 0)
        return Seats(capacity, taken, seat_state(capacity, taken))


@dataclass
class OccasionLine:
    occasion: Occasion
    status: OccasionStatus
    meetings: list[MeetingLine]
    venues: list[VenueLine]
    every_meeting: list[MeetingLine]
    closes: datetime | None
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
    def in_calendar(self) -> bool:
        """Whether there is a day, still to come, to put into a calendar."""
        over = (OccasionStatus.FINISHED, OccasionStatus.CANCELLED, OccasionStatus.POSTPONED)
        return self.status not in over and any(not line.when for line in self.every_meeting)

    @property
    def state_note(self) -> str:
        """What readers are told about a cancellation or a postponement."""
        off = (OccasionStatus.CANCELLED, OccasionStatus.POSTPONED)
        return self.occasion.state_note if self.status in off else ""

    @property
    def takes_registrations(self) -> bool:
        return self.status in (OccasionStatus.OPEN, OccasionStatus.FEW, OccasionStatus.FULL)

    @property
    def summary(self) -> SeatSummary:
        pools = [
            Pool(
                line.venue.pk,
                line.venue.kind,
                pool.role,
                pool.capacity,
                pool.taken,
                line.venue.cancelled_on is not None,
            )
            for line in self.venues
            for pool in line.pools
        ]
        return summarise_seats(pools, counted=counted_roles(self.occasion.counts_observers))

    @property
    def towns(self) -> Seats | None:
        """The towns together, where there are several; what is online is apart from them."""
        several = sum(line.venue.kind == VenueKind.PLACE for line in self.running) > 1
        return self.summary.towns if several else None

    @property
    def cancelled_note(self) -> str:
        """Said once where it is the same of every cancelled venue."""
        notes = {line.venue.cancelled_note for line in self.cancelled}
        return notes.pop() if len(notes) == 1 and len(self.cancelled) > 1 else ""

    @property
    def venue_meetings(self) -> bool:
        return len(self.venues) > 1 and any(line.meetings for line in self.venues)

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
    def shown(self) -> list[OccasionLine]:
        """What is ahead, or of a course that is over, what was."""
        over = (OccasionStatus.FINISHED, OccasionStatus.CANCELLED)
        return [line for line in self.occasions if line.status not in over] or self.occasions

    @property
    def status(self) -> OccasionStatus | None:
        return most_hopeful(line.status for line in self.shown)

    @property
    def first_day(self) -> date | None:
        """None where any of the days is not known to the day."""
        return self._edge(min)

    @property
    def last_day(self) -> date | None:
        return self._edge(max)

    def _edge(self, choose: Callable[..., date]) -> date | None:
        meetings = [meeting for line in self.shown for meeting in line.every_meeting]
        if not meetings or any(meeting.when for meeting in meetings):
            return None
        return choose(meeting.first for meeting in meetings)

    @property
    def places(self) -> list[Venue]:
        return [line.venue for occasion in self.shown for line in occasion.running]

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
    def titles_name_areas(self) -> bool:
        """Whether every gathering is called after the counties that it is for."""
        return self.has_areas and all(
            words(" ".join(line.areas)) <= words(occasion.occasion.title)
            for occasion in self.occasions
            for line in occasion.venues
        )

    @property
    def has_titles(self) -> bool:
        return any(line.occasion.title for line in self.occasions)


def words(text: str) -> set[str]:
    """The names in it: what begins with a capital."""
    return {word for word in re.findall(r"\w+", text) if word[:1].isupper()}
