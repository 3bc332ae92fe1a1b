"""What a learner sees of an assignment: where they write and attach, and what came of it."""

from django.http import HttpRequest
from django.utils.safestring import SafeString

from courses.reports.module_body import BodyStep, render_question
from courses.rules.questions import Question
from courses.templatetags.modules import ModuleView
from progress.forms.sentences import sentence
from progress.models.handed_in_files import file_limits
from progress.reports.submissions import Rounds, read_rounds
from progress.reports.ways import WayThrough
from progress.rules.given import Given
from progress.rules.handed_in_files import MEGABYTE, too_large
from progress.rules.sharing import can_be_shared
from progress.views.sharing_slots import groups_around, who_reads
from progress.views.slot_rendering import NOTHING, door, render


def assignment(
    request: HttpRequest,
    view: ModuleView,
    part: BodyStep,
    way: WayThrough,
    given: dict[str, Given],
) -> SafeString:
    """Reflections that stand beside it are in the same form, and are written in at any time."""
    rounds = rounds_of(request, way, view).get(part.step.assignment, Rounds())
    is_open = rounds.is_open and part.id not in way.steps
    blank = Given()
    own = can_be_shared(part.questions)
    shown: dict[str, SafeString] = {}
    for question, media in zip(part.questions, part.media, strict=True):
        mine = given.get(question.id, blank)
        is_asked = question.id == part.step.assignment
        shown[question.id] = render_question(
            question,
            mine,
            media=media,
            langs=part.langs,
            seed=str(way.enrolment.pk),
            is_open=is_open or not is_asked,
            attached=attaching(request, question, rounds) if is_asked and is_open else NOTHING,
            beside=who_reads(request, way, question, mine) if question.id in own else NOTHING,
        )
    asked = NOTHING if is_open else shown.pop(part.step.assignment)
    return render(
        request,
        "assignment",
        step=part.step,
        rounds=rounds,
        is_open=is_open,
        asked=asked,
        questions=list(shown.values()),
        only=[] if is_open else list(shown),
        versions=[(id, given.get(id, blank).version) for id in shown],
        url=door(request, "hand_in", view, part.id),
        shared=own if groups_around(request, way).readers else (),
        share_url=door(request, "share", view, part.id),
    )


def attaching(request: HttpRequest, question: Question, rounds: Rounds) -> SafeString:
    """The files, and how far the one has come that is being sent."""
    if not question.takes_files:
        return NOTHING
    status = render(request, "attaching", question=question)
    return SafeString(attached(request, question, rounds) + status)


def attached(request: HttpRequest, question: Question, rounds: Rounds) -> SafeString:
    """The files so far, and where to attach more: by itself it is what the page's script gets."""
    limits = file_limits()
    return render(
        request,
        "attached",
        question=question,
        files=rounds.files,
        room=question.files - len(rounds.files),
        limits=limits,
        most=limits.megabytes * MEGABYTE,
        too_large=sentence(too_large("{name}", limits.megabytes)),
    )


def rounds_of(request: HttpRequest, way: WayThrough, view: ModuleView) -> dict[str, Rounds]:
    """Of all the assignments of a page, in one query."""
    kept: dict[int, dict[str, Rounds]] = request.__dict__.setdefault("_vidare_rounds", {})
    if view.page.pk not in kept:
        asked = [part.step.assignment for part in view.body if part.step.is_assigned]
        kept[view.page.pk] = read_rounds(way.enrolment, asked)
    return kept[view.page.pk]
