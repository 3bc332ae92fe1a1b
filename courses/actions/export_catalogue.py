from collections.abc import Sequence
from pathlib import Path
from typing import Any

from courses.actions.export_courses import export_courses
from courses.actions.export_files import FileNames
from courses.models import CoursePage, DatedCoursePage, PackagePage
from courses.rules.catalogue.schema import FORMAT


class UnknownCourseError(LookupError):
    """There is no course of that id."""


def export_catalogue(*, ids: Sequence[str] = (), folder: Path | None = None) -> dict[str, Any]:
    """The courses of these ids in all their languages, or else all that are live.

    Under `folder`, if given, every file that they name is written by the path they name it by.
    """
    wanted = CoursePage.objects.filter(slug__in=ids) if ids else CoursePage.objects.live()
    if not ids:
        wanted = wanted.filter(archived_at=None)
    keys = dict(wanted.values_list("pk", "slug"))
    if missing := sorted(set(ids) - set(keys.values())):
        raise UnknownCourseError(", ".join(missing))
    files = FileNames()
    courses = export_courses(pages=load_courses(list(keys)), files=files)
    if folder is not None:
        files.save(folder)
    return {"format": FORMAT, "courses": courses}


def load_courses(keys: Sequence[int]) -> list[CoursePage]:
    """The pages themselves, of both kinds, oldest first."""
    pages: list[CoursePage] = []
    for model in (DatedCoursePage, PackagePage):
        pages.extend(model.objects.filter(pk__in=keys).select_related("locale"))
    return sorted(pages, key=lambda page: page.pk)
