"""What a file would change: every course of it beside what the site has, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from courses.actions.export_catalogue import load_courses
from courses.actions.export_courses import export_courses
from courses.actions.export_files import FileNames
from courses.actions.export_modules import modules_of
from courses.actions.export_occasions import occasions_of
from courses.models import CoursePage, ModulePage, Occasion, PackagePage
from courses.rules.catalogue.canonical import COURSE
from courses.rules.catalogue.changes import Change, changed_keys, changes_in
from courses.rules.catalogue.faults import CatalogueError, Place
from courses.rules.catalogue.groups import Group, Known, find_groups
from courses.rules.catalogue.merging import merge
from courses.rules.catalogue.seats import too_few_seats

Values = dict[str, Any]


@dataclass
class CoursePlan:
    place: Place
    values: Values
    """What the course shall be: canonical."""
    current: Values | None
    page: CoursePage | None
    group: Group
    modules: list[ModulePage] = field(default_factory=list)
    occasions: list[Occasion] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def own_changes(self) -> set[str]:
        """The keys of the page itself that differ."""
        keys = set(changed_keys(self.current or {}, self.values, COURSE))
        return keys - {"modules", "occasions"}

    def changed(self, key: str) -> set[str]:
        """The ids of the modules or occasions that differ."""
        before = {item["id"]: item for item in (self.current or {}).get(key, ())}
        return {item["id"] for item in self.values.get(key, ()) if before.get(item["id"]) != item}


@dataclass
class Plan:
    courses: list[CoursePlan]
    keys: dict[Group, UUID]
    siblings: dict[Group, list[ModulePage]]


def plan_catalogue(*, courses: list[Values], files: FileNames) -> Plan:
    """Raises CatalogueError for what does not go together with the site as it is."""
    pages = _pages_like(courses)
    current = {
        page.pk: values
        for page, values in zip(pages, export_courses(pages=pages, files=files), strict=True)
    }
    known = [
        Known(page.slug, page.locale.language_code, _kind(page), str(page.translation_key), page.pk)
        for page in pages
    ]
    modules, occasions = modules_of(pages), occasions_of(page.pk for page in pages)
    owners = {page.pk for page in pages if occasions[page.pk]}
    groups, faults = find_groups(courses, known, owners)
    by_name = {(page.slug, page.locale.language_code): page for page in pages}
    plans, siblings = [], {}
    for index, (given, group) in enumerate(zip(courses, groups, strict=True)):
        page = by_name.get((given["id"], given["language"]))
        plan = CoursePlan(("courses", index), given, None, page, group)
        if page is not None:
            plan.current = current[page.pk]
            plan.modules, plan.occasions = modules[page.pk], occasions[page.pk]
        plan.values = merge(plan.current, given)
        faults.extend(too_few_seats(plan.place, plan.values, _taken(plan.occasions)))
        plan.changes = list(changes_in(plan.current, plan.values))
        plans.append(plan)
        siblings[group] = [
            module
            for page in pages
            if str(page.translation_key) == group.key
            for module in modules[page.pk]
        ]
    if faults:
        raise CatalogueError(faults)
    keys = {group: UUID(group.key) if group.key else uuid4() for group in groups}
    return Plan(sorted(plans, key=_originals_first), keys, siblings)


def _pages_like(courses: list[Values]) -> list[CoursePage]:
    """The pages of these ids, and all their translations."""
    ids = {course["id"] for course in courses} | {
        course["translation_of"] for course in courses if "translation_of" in course
    }
    keys = CoursePage.objects.filter(slug__in=ids).values("translation_key")
    return load_courses(
        list(CoursePage.objects.filter(translation_key__in=keys).values_list("pk", flat=True))
    )


def _kind(page: CoursePage) -> str:
    return "package" if isinstance(page, PackagePage) else "dated"


def _taken(occasions: Iterable[Occasion]) -> dict[tuple[str, str, str], int]:
    return {
        (occasion.slug, venue.slug, pool.role): pool.taken
        for occasion in occasions
        for venue in occasion.venues.all()
        for pool in venue.pools.all()
    }


def _originals_first(plan: CoursePlan) -> bool:
    return (plan.values["id"], plan.values["language"]) != plan.group.original
