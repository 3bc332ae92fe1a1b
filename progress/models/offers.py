from datetime import datetime

from django.db.models import Q

from courses.models import Meeting, SeatPool, SeatRole, Venue
from courses.rules.deadlines import first_moment
from courses.rules.partial_dates import bounds
from progress.rules.offers import Offer


def offer_of(pool: SeatPool, *, kept: int = 0, starts_at: datetime | None = None) -> Offer:
    """What the rules on places need to know. Select venue, occasion and course with the pool.

    `kept` are free seats that are guaranteed to others than who asks.
    """
    venue = pool.venue
    occasion = venue.occasion
    course = occasion.course
    return Offer(
        zone=occasion.zone,
        state=occasion.state,
        intake=occasion.intake,
        applicants=occasion.applicants,
        opens_at=occasion.opens_at,
        opens_has_time=occasion.opens_has_time,
        closes_at=occasion.closes_at,
        closes_has_time=occasion.closes_has_time,
        ends_on=occasion.ends_on,
        archived=not course.live
        or any(each.archived_at is not None for each in (course, occasion, venue)),
        invited_only=course.visibility == "invited",
        given=pool.role == SeatRole.CONTRIBUTOR,
        venue_kind=venue.kind,
        venue_cancelled_on=venue.cancelled_on,
        capacity=pool.capacity,
        taken=pool.taken,
        contact=course.contact_email or course.contact_phone,
        waiting_list=occasion.waiting_list,
        kept=kept,
        starts_at=starts_at,
        hand_over_until=occasion.hand_over_until_at,
        hand_over_has_time=occasion.hand_over_until_has_time,
    )


def starts_at(venue: Venue) -> datetime | None:
    """The first moment of the first meeting there, or of its day; None while no day is known."""
    meetings = Meeting.objects.filter(
        Q(venue=None) | Q(venue=venue), occasion=venue.occasion_id, cancelled_at=None
    )
    zone = venue.occasion.timezone
    starts = []
    for when, day, start in meetings.values_list("when", "day", "starts_at"):
        if start is not None:
            starts.append(start)
        else:
            starts.append(first_moment(day or bounds(when)[0], zone))
    return min(starts, default=None)
