"""An occasion of two meetings, three hours each, as tests of attendance mark them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from courses.models import Meeting, Occasion, Venue
from tests.progress.offers import make_course, make_occasion

MORNING = datetime(2023, 4, 27, 7, tzinfo=UTC)
AFTER = datetime(2023, 4, 28, 9, tzinfo=UTC)


def make_meeting(occasion: Occasion, venue: Venue | None = None, **fields: Any) -> Meeting:
    if not fields.keys() & {"day", "when", "starts_at"}:
        fields["starts_at"] = MORNING
    if "starts_at" in fields:
        fields.setdefault("ends_at", fields["starts_at"] + timedelta(hours=3))
    return Meeting.objects.create(occasion=occasion, venue=venue, **fields)


def make_day(slug: str = "samling", **course: Any) -> tuple[Occasion, Meeting, Meeting]:
    """A course that gives a certificate of attendance to who was there three quarters of it."""
    page = make_course(slug, **{"certificate": "attendance", "title": "Samling"} | course)
    occasion = make_occasion(
        page, state="open", begins_on=date(2023, 4, 27), ends_on=date(2023, 4, 27)
    )
    return (
        occasion,
        make_meeting(occasion, title="Before noon"),
        make_meeting(occasion, title="After noon", starts_at=MORNING + timedelta(hours=4)),
    )
