"""What a learner sees at each step of a module's page: each function fills a slot."""

from dataclasses import replace

from django.http import HttpRequest
from django.utils.safestring import SafeString

from courses.blocks.showing import named
from courses.reports.module_body import BodyStep, render_question
from courses.rules.outline import Step
from courses.rules.questions import right_answers
from courses.templatetags.modules import ModuleView
from progress.reports.ways import WayThrough, read_answers
from progress.rules.given import Given
from progress.rules.sharing import can_be_shared
from progress.views.sharing_slots import groups_around, who_reads
from progress.views.slot_rendering import NOTHING, door, render, render_plain, way_of


def step_questions(
    request: HttpRequest, page, view: ModuleView, part: BodyStep, **_extra
) -> SafeString:
    way = way_of(request, view.course)
    if way is None or not part.questions:
        return NOTHING
    given = answers_of(request, way, view)
    blank = Given()
    seed = str(way.enrolment.pk)
    attempts = max((given.get(one.id, blank).attempts for one in part.questions), default=0)
    is_spent = bool(part.step.graded) and 0 < part.step.attempts <= attempts
    if is_spent:
        given = {
            one.id: replace(given.get(one.id, blank), solution=right_answers(named(one, seed)))
            for one in part.questions
        }
    own = can_be_shared(part.questions)
    return render(
        request,
        "questions",
        step=part.step,
        questions=[
            render_question(
                question,
                given.get(question.id, blank),
                media=media,
                seed=seed,
                is_open=not is_spent,
                beside=who_reads(request, way, question, given.get(question.id, blank))
                if question.id in own
                else NOTHING,
            )
            for question, media in zip(part.questions, part.media, strict=True)
        ],
        url=door(request, "answer", view, part.id),
        versions=[(one.id, given.get(one.id, blank).version) for one in part.questions],
        shared=own if groups_around(request, way).readers else (),
        share_url=door(request, "share", view, part.id),
        attempts=attempts,
        is_spent=is_spent,
        is_done=part.id in way.steps,
        is_judged=all(given.get(one.id, blank).is_judged for one in part.questions),
    )


def answers_of(request: HttpRequest, way: WayThrough, view: ModuleView) -> dict[str, Given]:
    kept = request.__dict__
    if "_vidare_answers" not in kept:
        kept["_vidare_answers"] = read_answers(
            way.enrolment, [(part.id, part.questions) for part in view.body]
        )
    return kept["_vidare_answers"]


def step_end(request: HttpRequest, page, view: ModuleView, step: Step, **_extra) -> SafeString:
    way = way_of(request, view.course)
    if way is None:
        return NOTHING
    following = next_after(view, step)
    return render_plain(
        request,
        "step_end",
        step=step,
        is_done=step.id in way.steps,
        is_new=step.id in way.new_since,
        is_excused=step.id in way.excused,
        following=following,
        url=door(request, "mark", view, step.id),
    )


def next_after(view: ModuleView, step: Step) -> Step | None:
    steps = view.module.steps
    place = next((place for place, one in enumerate(steps) if one.id == step.id), len(steps))
    return steps[place + 1] if place + 1 < len(steps) else None
