"""How long a text and how large a number the site can keep, where the schema sets no limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from courses.rules.catalogue.faults import Fault, Place

Values = dict[str, Any]
TEXTS: dict[str, dict[str, int]] = {
    "course": {"title": 255, "subtitle": 255},
    "contact": {"name": 200, "email": 254, "phone": 40},
    "series": {"edition": 120},
    "steering": {"title": 255, "url": 500},
    "module": {"title": 255},
    "occasion": {"title": 255, "timezone": 40, "recording": 500},
    "round": {"label": 120},
    "milestone": {"label": 255},
    "venue": {"name": 200, "address": 300, "join_url": 500},
    "meeting": {"title": 255},
}
NAMES = {"organisers": 200, "topics": 100, "priority_areas": 120, "areas": 120}
SMALL, LARGE, MINUTES = 32_767, 2_147_483_647, 1_000_000
NUMBERS: dict[str, dict[str, int]] = {
    "course": {"suggested_weeks": SMALL},
    "completion": {"modules": SMALL},
    "round": {"number": SMALL},
    "seats": {"participant": LARGE, "observer": LARGE, "contributor": LARGE},
    "step": {"minutes": MINUTES},
}


def too_large(noun: str, values: Values, place: Place) -> Iterator[Fault]:
    for key, limit in TEXTS.get(noun, {}).items():
        length = len(values.get(key) or "")
        if length > limit:
            yield Fault((*place, key), f"has {length} characters. At most {limit} fit: shorten it.")
    for key, limit in NUMBERS.get(noun, {}).items():
        if (values.get(key) or 0) > limit:
            yield Fault((*place, key), f"{values[key]} is too large. Write {limit} or less.")


def unfit_names(values: Values, key: str, place: Place) -> Iterator[Fault]:
    limit = NAMES[key]
    for index, name in enumerate(values.get(key) or ()):
        if name is None:
            continue
        if not name.strip():
            yield Fault((*place, key, index), "is empty. Write a name, or leave it out.")
        elif len(name) > limit:
            yield Fault(
                (*place, key, index),
                f"has {len(name)} characters. At most {limit} fit: shorten it.",
            )
