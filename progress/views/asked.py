"""What the organiser asks, answered after one has registered: by oneself, or by somebody else."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from progress.actions.answer_questions import answer_questions
from progress.forms.asked import AnswersForm
from progress.forms.sentences import sentence
from progress.permissions import SignedInRequest
from progress.reports.asked import asked_of
from progress.rules.offers import Refusal
from progress.views.places import own_place, show_place


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: SignedInRequest, registration_id: int) -> HttpResponse:
    registration = own_place(request, registration_id)
    asked = asked_of(registration)
    if not asked:
        raise Http404
    form = AnswersForm(request.POST if request.method == "POST" else None, asked=asked)
    if request.method == "POST" and form.is_valid():
        try:
            answer_questions(registration=registration, answers=form.answers)
        except Refusal as refusal:
            return show_place(request, registration, refused=sentence(refusal))
        messages.success(request, _("Your answers are saved."))
        return redirect("progress:place", registration.pk)
    template = "progress/places/answers.html"
    return show_place(request, registration, template=template, form=form)
