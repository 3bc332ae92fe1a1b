from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from courses.rules.catalogue.faults import Fault, Place
from courses.rules.catalogue.sound import each

# (occasion, venue, role) → seats that are offered or confirmed
Taken = Mapping[tuple[str, str, str], int]


def too_few_seats(place: Place, course: dict[str, Any], taken: Taken) -> Iterator[Fault]:
    """A capacity may change, but never below what is taken."""
    for occasion_at, occasion in each(course, "occasions", place):
        for venue_at, venue in each(occasion, "venues", occasion_at):
            for role, capacity in (venue.get("seats") or {}).items():
                held = taken.get((occasion.get("id", ""), venue.get("id", ""), role), 0)
                if capacity is not None and capacity < held:
                    yield Fault(
                        (*venue_at, "seats", role),
                        f"{capacity} is fewer than the {held} seats that are taken. "
                        f"Write {held} or more.",
                    )
