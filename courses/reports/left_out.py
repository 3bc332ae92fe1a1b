"""What courses hold that a catalogue file has no word for, and what becomes of it."""

from collections.abc import Iterable, Iterator
from typing import Any

from courses.actions.export_modules import modules_of
from courses.models import CoursePage
from courses.rules.catalogue.choices import has_media
from courses.rules.outline import read_steps


def left_out(courses: Iterable[str]) -> Iterator[str]:
    """A line for each, after its place: "course (language), module, step". Three queries."""
    pages = list(CoursePage.objects.filter(slug__in=set(courses)).select_related("locale"))
    modules = modules_of(pages)
    for page in pages:
        for module in modules[page.pk]:
            raw = module.steps.raw_data if module.live else []
            for step, block in zip(read_steps(raw), raw, strict=True):
                place = f"{page.slug} ({page.locale.language_code}), {module.slug}, "
                place += step.slug or step.title
                if step.is_assigned:
                    yield f"{place}: the assignment is exported as a reflection."
                if _has_media(block):
                    yield f"{place}: pictures, sounds and films of its questions are left out."


def _has_media(step: Any) -> bool:
    return any(has_media(asked["value"]) for asked in step["value"].get("questions") or ())
