"""What tests register for: a course, an occasion, a venue and its seats, in one call."""

from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth import get_user_model

from courses.models import DatedCoursePage, Occasion, SeatPool, Venue
from tests.progress.packages import catalogue

NOW = datetime(2023, 4, 19, 12, tzinfo=UTC)


def make_course(slug: str = "seminar", **fields: Any) -> DatedCoursePage:
    course = DatedCoursePage(
        **{"title": "Seminar", "slug": slug, "contact_email": "kurs@example.org"} | fields
    )
    parent = catalogue()
    course.locale = parent.locale
    return parent.add_child(instance=course)


def make_occasion(course: DatedCoursePage | None = None, **fields: Any) -> Occasion:
    return Occasion.objects.create(
        course=course or make_course(),
        **{"slug": "dagen", "timezone": "Europe/Oslo", "ends_on": date(2023, 4, 27)} | fields,
    )


def make_pool(
    occasion: Occasion | None = None,
    capacity: int | None = 10,
    *,
    role: str = "participant",
    name: str = "Oslo",
    **venue: Any,
) -> SeatPool:
    """A pool of its own venue; of the venue of that name, where there is one."""
    occasion = occasion or make_occasion()
    place, _ = Venue.objects.get_or_create(
        occasion=occasion, slug=name.lower(), defaults={"name": name, "kind": "place"} | venue
    )
    return SeatPool.objects.create(venue=place, role=role, capacity=capacity)


def make_person(name: str = "Ane Berg") -> Any:
    address = name.lower().replace(" ", ".") + "@example.org"
    return get_user_model().objects.create_user(address, name=name)
