"""Everything about a catalogue that can be known without the site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from courses.rules.catalogue.checking_modules import check_content, check_modules
from courses.rules.catalogue.checking_occasions import check_occasions
from courses.rules.catalogue.checking_times import check_partial, check_wall_clock
from courses.rules.catalogue.faults import Fault, Place, shown
from courses.rules.catalogue.limits import too_large, unfit_names
from courses.rules.catalogue.schema import broken_places
from courses.rules.catalogue.sound import each, without

Values = dict[str, Any]
DEAREST = Decimal(10) ** 10


@dataclass
class Checked:
    """`courses` are what can be looked at: of a course that is broken as a whole, None."""

    courses: list[Values | None] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def broken(self) -> set[int]:
        return {int(fault.place[1]) for fault in self.faults if fault.place[:1] == ("courses",)}


def check_catalogue(catalogue: Any) -> Checked:
    broken = list(broken_places(catalogue))
    checked = Checked(faults=[fault for fault, _unusable in broken])
    if any(fault.place in ((), ("format",), ("courses",)) for fault in checked.faults):
        return checked
    sound = without(catalogue, [fault.place for fault, unusable in broken if unusable])
    checked.courses = sound["courses"]
    checked.faults.extend(_same_course(checked.courses))
    for index, course in enumerate(checked.courses):
        if course is not None:
            checked.faults.extend(check_course(course, ("courses", index)))
    return checked


def _same_course(courses: list[Values | None]) -> Iterator[Fault]:
    seen: dict[tuple[str, str], int] = {}
    for index, course in enumerate(courses):
        if course and "id" in course and "language" in course:
            first = seen.setdefault((course["id"], course["language"]), index)
            if first != index:
                yield Fault(
                    ("courses", index, "id"),
                    f"{shown(course['id'])} in {course['language']} is courses[{first}] too. "
                    "Choose another id, or another language.",
                )


def check_course(course: Values, place: Place) -> Iterator[Fault]:
    """One course, as far as it is sound against the schema."""
    yield from too_large("course", course, place)
    for noun in ("contact", "series", "completion"):
        yield from too_large(noun, course.get(noun) or {}, (*place, noun))
    for key in ("organisers", "topics", "priority_areas"):
        yield from unfit_names(course, key, place)
    yield from check_wall_clock(course.get("updated"), (*place, "updated"))
    yield from _check_price(course.get("price") or {}, (*place, "price"))
    for at, document in each(course, "steering_documents", place):
        yield from too_large("steering", document, at)
        yield from check_partial(document.get("years"), (*at, "years"))
    yield from check_content(course, place)
    yield from check_modules(course, place)
    yield from check_occasions(course, place)


def _check_price(price: Values, place: Place) -> Iterator[Fault]:
    if "amount" not in price:
        return
    amount = Decimal(str(price["amount"]))
    if amount >= DEAREST:
        yield Fault((*place, "amount"), f"{price['amount']} is too large. Write less.")
    elif amount != round(amount, 2):
        yield Fault(
            (*place, "amount"),
            f"{price['amount']} has more than two decimals. Write it as 1250 or 1250.50.",
        )
