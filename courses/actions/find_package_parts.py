from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from courses.models import DatedCoursePage, ModulePage, Occasion
from courses.rules.package_parts import (
    Block,
    NothingToTakeOverError,
    NotOverError,
    Paper,
    part_body,
)


@dataclass(frozen=True)
class PackageParts:
    recorded: list[Occasion]
    unrecorded: list[Occasion]
    body: list[Block]
    papers: list[Paper]
    modules: list[ModulePage]
    unseen: list[ModulePage]
    """Modules that were never published: no reader had them."""


def find_package_parts(
    *, course: DatedCoursePage, occasions: Collection[Occasion] | None = None
) -> PackageParts:
    """What of a course that has been held can become a package: as readers see it, not its draft.

    `occasions`: those whose recordings are wanted, or else all that are over. Two queries.
    Raises NotOverError, and NothingToTakeOverError where there would be no module.
    """
    occasions_of_it = Occasion.objects.current().of(course.translation_key)
    over = list(occasions_of_it.over(timezone.localdate()).select_related("course"))
    if not over:
        raise NotOverError
    wanted = {one.pk for one in (over if occasions is None else occasions)}
    recorded = [one for one in over if one.recording and one.pk in wanted]
    body, papers = part_body(course.body.raw_data, {one.recording for one in recorded})
    modules = list(ModulePage.objects.child_of(course).order_by("path"))
    seen = {one.pk for one in modules if one.live or one.first_published_at}
    parts = PackageParts(
        recorded,
        [one for one in over if not one.recording],
        body,
        papers,
        [one for one in modules if one.pk in seen],
        [one for one in modules if one.pk not in seen],
    )
    if not (parts.recorded or parts.papers or parts.modules):
        raise NothingToTakeOverError
    return parts
