"""The door of an assignment: one form keeps, attaches, takes away and hands in."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language_from_path, override
from django.views.decorators.http import require_POST, require_safe

from courses.models import CoursePage
from courses.rules.outline import plain_id
from progress.actions.add_file import add_file
from progress.actions.hand_in import hand_in
from progress.actions.hold_enrolment import WayOf
from progress.actions.keep_answers import keep_answers
from progress.actions.remove_file import remove_file
from progress.models import Submission
from progress.permissions import SignedInRequest
from progress.reports.reviews import asked_of
from progress.reports.submissions import Rounds, read_rounds
from progress.reports.ways import read_way
from progress.rules.drafts import WrittenElsewhere
from progress.rules.handed_in_files import no_file
from progress.rules.learning_errors import CannotLearn
from progress.views.assignment_slots import attached
from progress.views.learning import (
    address_of_place,
    back,
    page_of_form,
    read_answers_sent,
    say,
    show_both,
    signed_in,
)
from progress.views.saving import is_quiet, not_saved, read_number, read_uid, read_versions, saved


@require_POST
@signed_in
def assignment(request: HttpRequest, key: uuid.UUID, module_id: int, step: str) -> HttpResponse:
    """ "keep", "attach" and "remove" name the button; else it is handed in.

    "quiet" is the page's own script, which sends each file by itself as soon as it is chosen.
    """
    sent = request.POST
    where = {"enrolment": WayOf(request.user.pk, key), "module": module_id, "step": step}
    written = {"answers": read_answers_sent(sent), "based_on": read_versions(sent)}
    only = sent.getlist("only") or None
    versions: dict[str, int] = {}
    changed: Submission | None = None
    try:
        if "keep" in sent:
            versions = keep_answers(**where, **written, only=only, uid=read_uid(sent))
        elif "remove" in sent:
            changed = remove_file(**where, file=read_number(sent["remove"]))
        elif "attach" in sent or request.FILES:
            changed = _attach(request, where)
        if not sent.keys() & {"keep", "attach", "remove"}:
            hand_in(**where, **written, uid=read_uid(sent))
    except CannotLearn as error:
        return _refused(request, step, error, where, written)
    if is_quiet(request):
        return saved(versions) if changed is None else _files(request, changed)
    if changed is not None and written["answers"]:
        return _keep_beside(request, where, written) or back(request, step)
    return back(request, step)


def _attach(request: HttpRequest, where: dict) -> Submission:
    files = request.FILES.getlist("file")
    if not files:
        raise no_file()
    for file in files:
        changed = add_file(**where, file=file).submission
    return changed


def _refused(
    request: HttpRequest, step: str, error: CannotLearn, where: dict, written: dict
) -> HttpResponse:
    """What is written is kept all the same, though nothing is handed in."""
    if is_quiet(request):
        return not_saved(error, page_of_form(request))
    if isinstance(error, WrittenElsewhere):
        return show_both(request, error)
    say(request, error)
    return _keep_beside(request, where, written) or back(request, step)


def _keep_beside(request: HttpRequest, where: dict, written: dict) -> HttpResponse | None:
    """The page when two have written in one place, else None: it is kept, or cannot be."""
    try:
        keep_answers(**where, **written)
    except WrittenElsewhere as both:
        return show_both(request, both)
    except CannotLearn:
        return None
    return None


def _files(request: HttpRequest, submission: Submission) -> JsonResponse:
    """What stands attached now, as the page shows it, in the page's language."""
    _title, question = asked_of(submission)
    if question is None:
        raise Http404
    rounds = read_rounds(submission.enrolment, [question.id]).get(question.id, Rounds())
    with override(get_language_from_path(page_of_form(request))):
        return JsonResponse({"saved": True, "files": attached(request, question, rounds)})


@require_safe
@login_required
def my_assignment(request: SignedInRequest, submission_id: int) -> HttpResponseBase:
    """From a mail: to the step, in the language in which the course is read."""
    mine = Submission.objects.filter(enrolment__person=request.user.pk)
    found = get_object_or_404(mine.select_related("enrolment"), pk=submission_id)
    key = found.enrolment.translation_key
    courses = list(CoursePage.objects.live().filter(translation_key=key).order_by("pk"))
    way = read_way(person_id=request.user.pk, course=courses[0]) if courses else None
    place = way.outline.find(plain_id(found.step)) if way else None
    if way is None or place is None:
        return redirect("progress:my")
    return redirect(address_of_place(way.enrolment, courses, place))
