from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from courses.actions.import_course import import_course
from courses.actions.import_files import Library, mark_files
from courses.actions.import_modules import ModuleIdentities, import_modules
from courses.actions.import_occasions import import_occasions
from courses.actions.import_words import Words, import_words
from courses.actions.plan_catalogue import CoursePlan, Plan, plan_catalogue
from courses.actions.prepare_catalogue_page import prepare_catalogue_page
from courses.models import CataloguePage
from courses.rules.catalogue.checking import check_catalogue
from courses.rules.catalogue.content import ToKey
from courses.rules.catalogue.faults import CatalogueError
from courses.rules.catalogue.reading import read_catalogue

T = TypeVar("T")


def import_catalogue(
    *,
    data: bytes,
    folder: Path,
    dry_run: bool = False,
    progress: Callable[[Iterable[T]], Iterable[T]] = iter,
) -> list[CoursePlan]:
    """Make the site's courses what the file says; returns what was changed, course by course.

    `folder` is where the files beside the catalogue are. Raises CatalogueError with everything
    that is wrong, and then nothing is changed; nor is it with `dry_run`.
    """
    checked = check_catalogue(read_catalogue(data))
    found, faults = mark_files(courses=checked.courses, folder=folder)
    checked.faults.extend(faults)
    library = Library(found)
    try:
        with transaction.atomic():
            plan = plan_catalogue(checked=checked)
            if checked.faults:
                raise CatalogueError(checked.faults)
            if not dry_run:
                _write(plan, library.key_of, progress)
    except BaseException:
        library.clean_up()
        raise
    return plan.courses


def _write(plan: Plan, key_of: ToKey, progress: Callable[[Iterable[T]], Iterable[T]]) -> None:
    words = import_words(courses=[course.values for course in plan.courses])
    catalogues = cache(lambda language: prepare_catalogue_page(language=language))
    identities = {
        group: ModuleIdentities(group.root, modules) for group, modules in plan.siblings.items()
    }
    for course in progress(plan.courses):
        if course.changes:
            _write_course(plan, course, words, key_of, identities[course.group], catalogues)


def _write_course(
    plan: Plan,
    course: CoursePlan,
    words: Words,
    key_of: ToKey,
    identities: ModuleIdentities,
    catalogues: Callable[[str], CataloguePage],
) -> None:
    page, own = course.page, course.own_changes
    if page is None or own:
        page = import_course(
            page=page,
            values=course.values,
            changed=own,
            words=words,
            key_of=key_of,
            translation_key=plan.keys[course.group],
            catalogue_of=catalogues,
        )
    import_modules(
        course=page,
        existing=course.modules,
        wanted=course.values.get("modules", []),
        changed=course.changed("modules"),
        identities=identities,
        key_of=key_of,
    )
    import_occasions(
        course=page,
        existing=course.occasions,
        wanted=course.values.get("occasions", []),
        changed=course.changed("occasions"),
        words=words,
    )
