"""The steps that a reader is asked for and the page that they read lacks, and where they stand.

A way is measured by the page where it began. A step that came there, and is not translated yet,
stands among the others in the language that has it, so that it can be done here as well.
"""

from dataclasses import dataclass

from django.http import HttpRequest

from courses.models import CoursePage, ModulePage
from courses.reports.module_body import BodyStep, module_body
from courses.rules.outline import Step
from courses.templatetags.modules import ModuleView
from progress.reports.ways import WayThrough
from progress.views.slot_rendering import way_of


@dataclass(frozen=True)
class Elsewhere:
    """The module's page in the language in which the reader began, and which step each of its
    steps that are missing here stands before; "" at the end."""

    view: ModuleView
    language: str
    parts: dict[str, list[BodyStep]]
    order: list[tuple[Step, str]]
    """All that stands on the page that is read; with the language of what is from elsewhere."""

    @property
    def steps(self) -> list[Step]:
        return [step for step, language in self.order if language]


def elsewhere_of(request: HttpRequest, view: ModuleView) -> Elsewhere | None:
    """None, and no query, where the reader began on this page or nothing is missing."""
    kept: dict[int, Elsewhere | None] = request.__dict__.setdefault("_vidare_elsewhere", {})
    if view.page.pk not in kept:
        way = way_of(request, view.course)
        kept[view.page.pk] = _read(request, view, way) if way else None
    return kept[view.page.pk]


def next_after(request: HttpRequest, view: ModuleView, step: Step) -> tuple[Step | None, str]:
    """What stands below a step on the page that is read, and its language if that is another."""
    elsewhere = elsewhere_of(request, view)
    order = elsewhere.order if elsewhere else [(one, "") for one in view.module.steps]
    place = next((place for place, (one, _) in enumerate(order) if one.id == step.id), len(order))
    return order[place + 1] if place + 1 < len(order) else (None, "")


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
    order: list[tuple[Step, str]] = []
    for own in (*view.module.steps, None):
        order += [(part.step, language) for part in parts.get(own.id if own else "", ())]
        order += [(own, "")] if own else []
    return Elsewhere(there, language, parts, order)
