from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from courses.rules.catalogue.faults import Fault, Place

# (occasion, venue, role) → seats that are offered or confirmed
Taken = Mapping[tuple[str, str, str], int]


def too_few_seats(place: Place, course: dict[str, Any], taken: Taken) -> Iterator[Fault]:
    """A capacity may change, but never below what is taken."""
    for o, occasion in enumerate(course.get("occasions", ())):
        for v, venue in enumerate(occasion.get("venues", ())):
            for role, capacity in venue.get("seats", {}).items():
                held = taken.get((occasion["id"], venue["id"], role), 0)
                if capacity is not None and capacity < held:
                    yield Fault(
                        (*place, "occasions", o, "venues", v, "seats", role),
                        f"{capacity} is fewer than the {held} seats that are taken. "
                        f"Write {held} or more.",
                    )
