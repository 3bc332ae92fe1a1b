"""What was handed in to the visitor: the list, one of them, the answer to it, and its files."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.rules.outline import plain_id
from progress.actions.approve_submission import approve_submission
from progress.actions.return_submission import return_submission
from progress.forms.reviews import AnswerForm, ReviewsForm
from progress.forms.sentences import sentence
from progress.models import Submission, SubmissionFile
from progress.models.shown_names import shown_name
from progress.permissions import (
    SignedInRequest,
    may_read_file,
    may_review,
    may_see_reviews,
)
from progress.reports.reviews import COLUMNS, asked_of, review_choices, review_rows
from progress.reports.submissions import read_rounds
from progress.reports.titles import course_titles
from progress.rules.assignments import CannotReview
from progress.views.table_heads import table_heads

LEAF = 50
# A file is never shown as a page of this site, whatever it holds.
SANDBOX = "sandbox; default-src 'none'"


@require_safe
@login_required
def reviews(request: SignedInRequest) -> HttpResponse:
    if not may_see_reviews(request.user):
        raise PermissionDenied
    language = get_language() or "en"
    form = ReviewsForm(request.GET, choices=review_choices(request.user, language=language))
    wanted = form.wanted()
    rows = review_rows(request.user, wanted, language=language)
    leaf = Paginator(rows, LEAF).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "leaf": leaf,
        "rows": leaf.object_list,
        "heads": table_heads(request, COLUMNS, wanted.sort or "handed-in"),
        "is_narrowed": form.is_narrowed(),
        "is_waiting": wanted.state == Submission.State.HANDED_IN,
    }
    return _private(render(request, "progress/reviews/reviews.html", context))


def for_reviewers(view: Any) -> Any:
    """The view gets what was handed in; to whom it is not open, it is not there."""

    @wraps(view)
    @login_required
    def guarded(request: SignedInRequest, submission_id: int) -> HttpResponseBase:
        found = Submission.objects.exclude(state=Submission.State.DRAFT).select_related(
            "enrolment__person__profile", "module", "decided_by__profile"
        )
        submission = get_object_or_404(found, pk=submission_id)
        if not may_review(request.user, submission.enrolment):
            raise Http404
        return _private(view(request, submission))

    return guarded


@require_safe
@for_reviewers
def review(request: SignedInRequest, submission: Submission) -> HttpResponse:
    return _show(request, submission, AnswerForm())


@require_POST
@for_reviewers
def answer(request: SignedInRequest, submission: Submission) -> HttpResponse:
    """answer=approve or return, with a comment."""
    form = AnswerForm(request.POST)
    said = request.POST.get("answer")
    if said not in ("approve", "return"):
        raise Http404
    if not form.is_valid():
        return _show(request, submission, form, status=422)
    what = {"submission": submission, "by": request.user, "comment": form.cleaned_data["comment"]}
    try:
        (approve_submission if said == "approve" else return_submission)(**what)
    except CannotReview as error:
        if error.code == "comment-missing":
            form.add_error("comment", sentence(error))
            return _show(request, submission, form, status=422)
        messages.error(request, sentence(error))
        return redirect("progress:review", submission.pk)
    done = _("Approved: %(name)s") if said == "approve" else _("Returned with a comment: %(name)s")
    messages.success(request, done % {"name": shown_name(submission.enrolment.person)})
    return redirect("progress:reviews")


def _show(
    request: SignedInRequest, submission: Submission, form: AnswerForm, status: int = 200
) -> HttpResponse:
    way, question = submission.enrolment, plain_id(submission.question)
    rounds = read_rounds(way, [question])[question]
    title, asked = asked_of(submission)
    language = get_language() or "en"
    key = way.translation_key
    context = {
        "submission": submission,
        "name": shown_name(way.person),
        "course": course_titles([key], language).get(key, ""),
        "title": title or submission.module.title,
        "asked": asked,
        "this": next(one for one in rounds.every if one.pk == submission.pk),
        "others": [one for one in rounds.handed_in if one.pk != submission.pk][::-1],
        "decided_by": shown_name(submission.decided_by) if submission.decided_by else "",
        "form": form,
    }
    return render(request, "progress/reviews/review.html", context, status=status)


@require_safe
@login_required
def file(request: SignedInRequest, file_id: int) -> HttpResponseBase:
    found = SubmissionFile.objects.select_related("submission__enrolment")
    asked = get_object_or_404(found, pk=file_id)
    if not may_read_file(request.user, asked):
        raise Http404
    try:
        opened = asked.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(opened, as_attachment=True, filename=asked.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return _private(response)


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Cache-Control"] = "private, no-store"
    return response
