from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from django.db import transaction
from wagtail.models import Page

from courses.actions.create_occasions import create_occasions
from courses.actions.draft_course import draft_course
from courses.actions.draft_modules import ModuleIdentities, draft_modules
from courses.actions.import_files import Library, mark_files
from courses.actions.import_words import Words, import_words
from courses.actions.index_pages import index_pages
from courses.actions.plan_catalogue import CoursePlan, Plan, plan_catalogue
from courses.actions.prepare_catalogue_page import prepare_catalogue_page
from courses.actions.publish_pages import Draft, publish_pages
from courses.actions.settle_modules import settle_modules
from courses.actions.settle_occasions import settle_occasions
from courses.actions.update_occasion import update_occasion
from courses.models import CataloguePage, CoursePage
from courses.rules.catalogue.checking import check_catalogue
from courses.rules.catalogue.content import ToKey
from courses.rules.catalogue.faults import CatalogueError
from courses.rules.catalogue.groups import Group
from courses.rules.catalogue.reading import read_catalogue

Progress = Callable[[list[CoursePlan]], Iterable[CoursePlan]]
AT_ONCE = 50


def import_catalogue(
    *,
    data: bytes,
    folder: Path,
    dry_run: bool = False,
    progress: Progress = iter,
) -> list[CoursePlan]:
    """Make the site's courses what the file says; returns what was changed, course by course.

    `folder` is where the files beside the catalogue are. Raises CatalogueError with everything
    that is wrong, and then nothing is changed; nor is it with `dry_run`.
    """
    checked = check_catalogue(read_catalogue(data))
    found, faults = mark_files(courses=checked.courses, folder=folder)
    checked.faults.extend(faults)
    with transaction.atomic():
        plan = plan_catalogue(checked=checked)
        if checked.faults:
            raise CatalogueError(checked.faults)
        if not dry_run:
            with Library(found, plan.files) as library:
                _write(plan, library.key_of, progress)
    return plan.courses


def _write(plan: Plan, key_of: ToKey, progress: Progress) -> None:
    words = import_words(courses=[course.values for course in plan.courses])
    catalogues = cache(lambda language: prepare_catalogue_page(language=language))
    identities = {
        group: ModuleIdentities(group.root, modules) for group, modules in plan.siblings.items()
    }
    written: list[Page] = []
    batch: list[CoursePlan] = []
    for course in progress(plan.courses):
        if course.changes:
            batch.append(course)
        if len(batch) == AT_ONCE:
            written += _write_batch(plan, batch, words, key_of, identities, catalogues)
            batch = []
    written += _write_batch(plan, batch, words, key_of, identities, catalogues)
    index_pages(pages=written)


def _write_batch(
    plan: Plan,
    courses: list[CoursePlan],
    words: Words,
    key_of: ToKey,
    identities: dict[Group, ModuleIdentities],
    catalogue_of: Callable[[str], CataloguePage],
) -> list[Page]:
    drafts: list[Draft] = []
    pages: list[CoursePage] = []
    for course in courses:
        page = course.page
        if page is None or course.own_changes:
            own = draft_course(
                page=page,
                values=course.values,
                changed=course.own_changes,
                words=words,
                key_of=key_of,
                translation_key=plan.keys[course.group],
                catalogue_of=catalogue_of,
            )
            page = own.page
            drafts.append(own)
        pages.append(page)
        drafts += draft_modules(
            course=page,
            existing=course.modules,
            wanted=course.values.get("modules", []),
            changed=course.changed("modules"),
            identities=identities[course.group],
            key_of=key_of,
        )
    publish_pages(drafts=drafts)
    _write_occasions(courses, pages, words)
    for course, page in zip(courses, pages, strict=True):
        names = [module["id"] for module in course.values.get("modules", [])]
        settle_modules(course=page, existing=course.modules, names=names)
    return [draft.page for draft in drafts]


def _write_occasions(courses: list[CoursePlan], pages: list[CoursePage], words: Words) -> None:
    new = []
    for course, page in zip(courses, pages, strict=True):
        known = {occasion.slug: occasion for occasion in course.occasions}
        changed = course.changed("occasions")
        wanted = course.values.get("occasions", [])
        for place, values in enumerate(wanted):
            occasion = known.get(values["id"])
            if occasion is None:
                new.append((page.pk, place, values))
            elif values["id"] in changed or occasion.archived_at:
                update_occasion(occasion=occasion, values=values, place=place, words=words)
        names = [values["id"] for values in wanted]
        settle_occasions(existing=course.occasions, names=names)
    create_occasions(wanted=new, words=words)
