"""What a course asks of its reader and the language that they read lacks: each fills a slot.

A way is measured by the page where it began. A step that came there, and is not translated yet,
stands among the others in the language that has it, so that it can be done here as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString

from courses.models import CoursePage, ModulePage
from courses.reports.module_body import BodyStep, module_body
from courses.rules.outline import Step
from courses.templatetags.modules import ModuleView
from progress.reports.ways import WayThrough
from progress.views.slot_rendering import NOTHING, render, way_of
from progress.views.step_slots import step_end, step_questions


@dataclass(frozen=True)
class Elsewhere:
    """The module's page in the language in which the reader began, and which step each of its
    steps that are missing here stands before; "" at the end."""

    view: ModuleView
    language: str
    parts: dict[str, list[BodyStep]]

    @property
    def steps(self) -> Iterator[Step]:
        return (part.step for parts in self.parts.values() for part in parts)


def module_translation(
    request: HttpRequest, page, view: ModuleView, **_extra: object
) -> SafeString:
    elsewhere = elsewhere_of(request, view)
    if elsewhere is None:
        return NOTHING
    context = {"language": elsewhere.language, "steps": list(elsewhere.steps)}
    return render(request, "steps_elsewhere", **context)


def steps_before(
    request: HttpRequest, page, view: ModuleView, before: str = "", **_extra: object
) -> SafeString:
    elsewhere = elsewhere_of(request, view)
    parts = elsewhere.parts.get(before, ()) if elsewhere else ()
    return SafeString("".join(_step(request, elsewhere, part) for part in parts if elsewhere))


def _step(request: HttpRequest, elsewhere: Elsewhere, part: BodyStep) -> SafeString:
    view = elsewhere.view
    return render(
        request,
        "step_elsewhere",
        part=part,
        language=elsewhere.language,
        questions=step_questions(request, view.page, view, part),
        end=step_end(request, view.page, view, part.step),
    )


def elsewhere_of(request: HttpRequest, view: ModuleView) -> Elsewhere | None:
    """None, and no query, where the reader began on this page or nothing is missing."""
    kept: dict[int, Elsewhere | None] = request.__dict__.setdefault("_vidare_elsewhere", {})
    if view.page.pk not in kept:
        way = way_of(request, view.course)
        kept[view.page.pk] = _read(request, view, way) if way else None
    return kept[view.page.pk]


def _read(request: HttpRequest, view: ModuleView, way: WayThrough) -> Elsewhere | None:
    if view.course is None or way.outline.pk == view.course.pk:
        return None
    measured = way.outline.module(view.module.key)
    here = {step.id for step in view.module.steps}
    if measured is None or all(step.id in here for step in measured.steps):
        return None
    page = ModulePage.objects.select_related("locale").get(pk=measured.pk)
    page.__dict__["course"] = CoursePage.objects.get(pk=way.outline.pk)
    there = ModuleView(page, request)
    there.module, language = measured, page.locale.language_code
    bodies = {part.id: part for part in module_body(page, language=language)}
    parts: dict[str, list[BodyStep]] = {}
    waiting: list[BodyStep] = []
    for step in measured.steps:
        if step.id not in here:
            waiting += [bodies[step.id]] if step.id in bodies else []
        elif waiting:
            parts[step.id], waiting = waiting, []
    if waiting:
        parts[""] = waiting
    there.body = tuple(part for found in parts.values() for part in found)
    return Elsewhere(there, language, parts)
