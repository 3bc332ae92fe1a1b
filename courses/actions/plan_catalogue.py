"""What a file would change: every course of it beside what the site has, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from courses.actions.export_catalogue import load_courses
from courses.actions.export_courses import export_courses
from courses.actions.export_files import FileNames
from courses.actions.export_modules import modules_of, stored_steps
from courses.actions.export_occasions import occasions_of
from courses.models import CoursePage, ModulePage, Occasion, PackagePage, Venue
from courses.models.records import occasion_has_records, venue_has_records
from courses.rules.catalogue.assigned import check_assigned
from courses.rules.catalogue.canonical import COURSE
from courses.rules.catalogue.changes import Change, changed_keys, changes_in
from courses.rules.catalogue.checking import Checked, check_course
from courses.rules.catalogue.completable import InSite, check_completable
from courses.rules.catalogue.faults import Place
from courses.rules.catalogue.groups import Group, Known, find_groups
from courses.rules.catalogue.merging import merge
from courses.rules.catalogue.seats import too_few_seats
from courses.rules.catalogue.steps import known_ids
from courses.rules.completion import read_rule
from courses.rules.outline import plain_id

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
    notes: list[str] = field(default_factory=list)
    """What whoever imports should know: drafts that are passed over, pages that stay away."""

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
    files: dict[tuple[str, str], int]
    """The images and documents that the courses have already, by kind and marked path."""
    keys: dict[Group, UUID]
    siblings: dict[Group, list[ModulePage]]


def plan_catalogue(*, checked: Checked) -> Plan:
    """Hold the file against the site; what does not go together is added to `checked.faults`.

    A course that is faulty in itself is held against the site as far as it goes, and not planned.
    """
    named = {
        index: course
        for index, course in enumerate(checked.courses)
        if course and course.keys() >= {"id", "language", "kind"}
    }
    pages = _pages_like(named.values())
    in_site = _InSite(pages)
    groups, faults = find_groups(named, in_site.known, in_site.owners)
    checked.faults.extend(faults)
    broken, plans, today = checked.broken, [], timezone.localdate()
    for index, given in named.items():
        plan = in_site.plan(("courses", index), given, groups[index])
        taken = _taken(plan.occasions)
        checked.faults.extend(too_few_seats(plan.place, given, taken))
        if index not in broken:
            plan.values = merge(plan.current, given)
            plan.changes = list(changes_in(plan.current, plan.values))
            plan.notes = list(_notes(plan))
            if plan.changes:
                found = check_completable(
                    plan.place, plan.current, plan.values, given, _in_site(plan), today
                )
                checked.faults.extend(found[0])
                plan.notes.extend(found[1])
                stored = {module.slug: stored_steps(module) for module in plan.modules}
                checked.faults.extend(check_assigned(plan.place, given, stored))
            if plan.current is not None and plan.changes:
                checked.faults.extend(check_course(plan.values, plan.place))
            plans.append(plan)
    keys = {group: UUID(group.key) if group.key else uuid4() for group in groups.values()}
    siblings = {group: in_site.modules_in(group) for group in keys}
    return Plan(sorted(plans, key=_originals_first), in_site.files.keys, keys, siblings)


class _InSite:
    """The courses of the site that the file names, and their translations."""

    def __init__(self, pages: list[CoursePage]) -> None:
        self.pages = {(page.slug, page.locale.language_code): page for page in pages}
        self.files = FileNames(marked=True)
        values = export_courses(pages=pages, files=self.files)
        self.values = {page.pk: each for page, each in zip(pages, values, strict=True)}
        self.modules = modules_of(pages)
        self.occasions = occasions_of(page.pk for page in pages)
        self.owners = {page.pk for page in pages if self.occasions[page.pk]}
        self.known = [
            Known(slug, language, _kind(page), str(page.translation_key), page.pk)
            for (slug, language), page in self.pages.items()
        ]

    def plan(self, place: Place, given: Values, group: Group) -> CoursePlan:
        page = self.pages.get((given["id"], given["language"]))
        if page is None:
            return CoursePlan(place, given, None, None, group)
        return CoursePlan(
            place,
            given,
            self.values[page.pk],
            page,
            group,
            self.modules[page.pk],
            self.occasions[page.pk],
        )

    def modules_in(self, group: Group) -> list[ModulePage]:
        return [
            module
            for page in self.pages.values()
            if str(page.translation_key) == group.key
            for module in self.modules[page.pk]
        ]


def _in_site(plan: CoursePlan) -> InSite:
    """The editor's own rule, and by what it knows the modules and the steps of the file."""
    if plan.page is None or not plan.page.completion_rule:
        return InSite()
    keys = {module.pk: plain_id(module.translation_key) for module in plan.modules}
    return InSite(
        read_rule(plan.page.completion_rule.raw_data, keys),
        {module.slug: keys[module.pk] for module in plan.modules},
        {
            (module.slug, path[0]): plain_id(uuid)
            for module in plan.modules
            for path, uuid in known_ids(stored_steps(module)).items()
            if len(path) == 1
        },
    )


def _notes(plan: CoursePlan) -> Iterator[str]:
    page = plan.page
    if page is None or not plan.changes:
        return
    yield from _taken_out(plan)
    if page.archived_at:
        yield "is archived, and stays so"
    elif not page.live and page.first_published_at:
        yield "was unpublished by an editor, and stays so"
    drafts = [module for module in plan.modules if module.slug in plan.changed("modules")]
    for each in [page] * bool(plan.own_changes) + drafts:
        if each.live and each.has_unpublished_changes:
            yield (
                f"{each.slug} has changes that an editor has not published: "
                "the file is published, they stay in the page's history"
            )


def _taken_out(plan: CoursePlan) -> Iterator[str]:
    """What is archived by this, since people have records of it."""
    occasions = {values["id"]: values for values in plan.values.get("occasions", ())}
    for occasion in plan.occasions:
        if occasion.archived_at is not None:
            continue
        values = occasions.get(occasion.slug)
        if values is None:
            if occasion_has_records(occasion):
                yield f"occasion {occasion.slug} {_leaves(occasion.venues.all())}"
            continue
        kept = {venue["id"] for venue in values.get("venues", ())}
        for venue in occasion.venues.all():
            if venue.archived_at is None and venue.slug not in kept and venue_has_records(venue):
                yield f"venue {venue.slug} of occasion {occasion.slug} {_leaves([venue])}"


def _leaves(venues: Iterable[Venue]) -> str:
    taken = sum(pool.taken for venue in venues for pool in venue.pools.all())
    says = "leaves the catalogue and is archived: people have records of it"
    if not taken:
        return says
    return (
        f"{says}. Seats taken: {taken}. Nobody's place is changed. "
        "Cancel it on the site if it does not take place"
    )


def _pages_like(courses: Iterable[Values]) -> list[CoursePage]:
    """The pages of these ids, and all their translations."""
    ids = {course[key] for course in courses for key in ("id", "translation_of") if key in course}
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
