"""What tests register for: a course, an occasion, a venue and its seats, in one call."""

from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Locale, Page

from courses.models import CataloguePage, DatedCoursePage, Occasion, SeatPool, Venue

NOW = datetime(2023, 4, 19, 12, tzinfo=UTC)


def make_course(slug: str = "seminar", **fields: Any) -> DatedCoursePage:
    locale, _ = Locale.objects.get_or_create(language_code="nb")
    catalogue = CataloguePage.objects.first()
    if catalogue is None:
        root = Page.objects.get(depth=1)
        catalogue = root.add_child(instance=CataloguePage(title="Kurs", slug="kurs", locale=locale))
    course = DatedCoursePage(
        **{"title": "Seminar", "slug": slug, "locale": locale, "contact_email": "kurs@example.org"}
        | fields
    )
    return catalogue.add_child(instance=course)


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
