"""What a course asks of its reader and the language that they read lacks: each fills a slot."""

from django.http import HttpRequest
from django.utils.safestring import SafeString

from courses.reports.module_body import BodyStep
from courses.templatetags.modules import ModuleView
from progress.views.outline_slots import outline_step
from progress.views.slot_rendering import NOTHING, render
from progress.views.step_slots import step_end, step_questions
from progress.views.steps_elsewhere import Elsewhere, elsewhere_of, next_after


def module_translation(
    request: HttpRequest, page, view: ModuleView, **_extra: object
) -> SafeString:
    elsewhere = elsewhere_of(request, view)
    if elsewhere is None:
        return NOTHING
    context = {"language": elsewhere.language, "steps": elsewhere.steps}
    return render(request, "steps_elsewhere", **context)


def steps_before(
    request: HttpRequest, page, view: ModuleView, before: str = "", **_extra: object
) -> SafeString:
    elsewhere = elsewhere_of(request, view)
    parts = elsewhere.parts.get(before, ()) if elsewhere else ()
    return SafeString("".join(_step(request, view, elsewhere, part) for part in parts if elsewhere))


def _step(
    request: HttpRequest, view: ModuleView, elsewhere: Elsewhere, part: BodyStep
) -> SafeString:
    there = elsewhere.view
    return render(
        request,
        "step_elsewhere",
        part=part,
        language=elsewhere.language,
        questions=step_questions(request, there.page, there, part),
        end=step_end(
            request, there.page, there, part.step, following=next_after(request, view, part.step)
        ),
    )


def outline_before(
    request: HttpRequest, page, view: ModuleView, before: str = "", **_extra: object
) -> SafeString:
    """The same steps in the outline at the side."""
    elsewhere = elsewhere_of(request, view)
    if elsewhere is None or before not in elsewhere.parts:
        return NOTHING
    there = elsewhere.view
    lines = [
        (part.step, outline_step(request, there.page, part.step, there))
        for part in elsewhere.parts[before]
    ]
    return render(request, "outline_elsewhere", lines=lines, language=elsewhere.language)
