from courses.models import SeatPool
from progress.rules.places import Offer


def offer_of(pool: SeatPool) -> Offer:
    """What the rules on places need to know. Select venue, occasion and course with the pool."""
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
        venue_kind=venue.kind,
        venue_cancelled_on=venue.cancelled_on,
        capacity=pool.capacity,
        taken=pool.taken,
        contact=course.contact_email or course.contact_phone,
    )
