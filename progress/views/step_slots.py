"""What a learner sees at each step of a module's page: each function fills a slot."""

from dataclasses import replace

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from courses.blocks.showing import named
from courses.reports.module_body import BodyStep, render_question
from courses.rules.outline import Step
from courses.rules.questions import Question, right_answers
from courses.templatetags.modules import ModuleView
from progress.reports.ways import WayThrough, read_answers
from progress.rules.given import Given
from progress.rules.practice import note_of, with_note
from progress.rules.sharing import can_be_shared
from progress.views.assignment_slots import assignment
from progress.views.sharing_slots import groups_around, who_reads
from progress.views.slot_rendering import NOTHING, door, render, render_plain, way_of
from progress.views.steps_elsewhere import next_after


def step_questions(
    request: HttpRequest, page, view: ModuleView, part: BodyStep, **_extra
) -> SafeString:
    way = way_of(request, view.course)
    note = note_of(part.step)
    if way is None or not (part.questions or note) or not is_asked(way, view, part.step):
        return NOTHING
    given = answers_of(request, way, view)
    if part.step.is_assigned:
        return assignment(request, view, part, way, given)
    blank = Given()
    seed = str(way.enrolment.pk)
    attempts = max((given.get(one.id, blank).attempts for one in part.questions), default=0)
    is_spent = bool(part.step.graded) and 0 < part.step.attempts <= attempts
    if is_spent:
        given = {
            one.id: replace(given.get(one.id, blank), solution=right_answers(named(one, seed)))
            for one in part.questions
        }
    asked = with_note(part.step, part.questions)
    own = can_be_shared(asked)
    return render(
        request,
        "questions",
        step=part.step,
        questions=[
            render_question(
                question,
                given.get(question.id, blank),
                media=media,
                langs=part.langs,
                seed=seed,
                is_open=not is_spent,
                beside=who_reads(request, way, question, given.get(question.id, blank))
                if question.id in own
                else NOTHING,
            )
            for question, media in zip(part.questions, part.media, strict=True)
        ],
        note=practice_note(request, way, note, given.get(note.id, blank)) if note else NOTHING,
        url=door(request, "answer", view, part.id),
        versions=[(one.id, given.get(one.id, blank).version) for one in asked],
        shared=own if groups_around(request, way).readers else (),
        share_url=door(request, "share", view, part.id),
        attempts=attempts,
        is_spent=is_spent,
        is_done=part.id in way.steps,
        is_judged=all(given.get(one.id, blank).is_judged for one in part.questions),
    )


def practice_note(
    request: HttpRequest, way: WayThrough, note: Question, given: Given
) -> SafeString:
    note = replace(note, prompt=_(note.prompt))
    return render(
        request,
        "practice_note",
        note=note,
        given=given,
        beside=who_reads(request, way, note, given),
    )


def answers_of(request: HttpRequest, way: WayThrough, view: ModuleView) -> dict[str, Given]:
    kept: dict[int, dict[str, Given]] = request.__dict__.setdefault("_vidare_answers", {})
    if view.page.pk not in kept:
        kept[view.page.pk] = read_answers(
            way.enrolment, [(part.id, with_note(part.step, part.questions)) for part in view.body]
        )
    return kept[view.page.pk]


def is_asked(way: WayThrough, view: ModuleView, step: Step) -> bool:
    """A step may be in this language only: it is no part of what the reader began in another."""
    is_here = view.course is not None and way.outline.pk == view.course.pk
    return is_here or way.outline.find(step.id) is not None


def step_end(
    request: HttpRequest,
    page,
    view: ModuleView,
    step: Step,
    following: tuple[Step | None, str] | None = None,
    **_extra,
) -> SafeString:
    """`following` is what comes after it on the page, and its language, where the step itself is
    from elsewhere."""
    way = way_of(request, view.course)
    if way is None:
        return NOTHING
    if not is_asked(way, view, step):
        return render_plain(request, "not_asked", step=step)
    after, language = following or next_after(request, view, step)
    return render_plain(
        request,
        "step_end",
        step=step,
        is_done=step.id in way.steps,
        is_new=step.id in way.new_since,
        is_excused=step.id in way.excused,
        is_marked_here=is_marked_here(step),
        following=after,
        language=language,
        url=door(request, "mark", view, step.id),
    )


def is_marked_here(step: Step) -> bool:
    """A practice step that asks nothing is marked beside its note."""
    if step.graded or step.is_assigned:
        return False
    return bool(step.questions) or note_of(step) is None
