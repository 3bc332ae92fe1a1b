"""What a mail's link leads to, without signing in. A GET changes nothing: mail scanners open it."""

from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from progress.actions.answer_link import answer_link
from progress.actions.write_about_place import moment_of
from progress.forms.moving import MoveForm
from progress.forms.reasons import read_reason
from progress.forms.sentences import sentence
from progress.models import Registration
from progress.models.accounts import Person
from progress.models.links import APPROVER, PERSON, Link, is_current, read_link
from progress.models.times import Times
from progress.permissions import may_approve
from progress.reports.approvals import name_for
from progress.rules.answers import answers_for, link_is_used, wanted_first
from progress.rules.offers import Refusal


def for_the_holder(view: Any) -> Any:
    """Whoever has the address can answer: it is kept nowhere, and told to no other site."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        response: HttpResponse = view(request, token)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Referrer-Policy"] = "same-origin"  # without any, no POST is trusted
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


@dataclass
class Holder:
    """Who has the link: the person of the registration, or who can say yes to it."""

    link: Link
    registration: Registration
    approver: Person | None = None

    @property
    def is_approver(self) -> bool:
        return self.link.audience == APPROVER

    @property
    def name(self) -> str:
        """Of who asks; an alias of who is protected, since a link may be passed on. Their manager
        finds the name in the list of what waits, signed in."""
        return name_for(self.registration, ())[0]

    def can_say(self) -> tuple[str, ...]:
        if not is_current(self.link):
            return ()
        return answers_for(
            is_approver=self.is_approver,
            state=self.registration.state,
            waits_for_yes=self.registration.approve_by is not None,
        )


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_holder
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """?do=… is what the link in the mail was about: its button is the first."""
    holder = _holder(token)
    if holder is None:
        return render(request, "progress/places/answer_unknown.html", status=404)
    if request.method == "POST":
        return _answered(request, holder)
    return _page(request, holder, wanted=request.GET.get("do", ""))


def _answered(request: HttpRequest, holder: Holder) -> HttpResponse:
    said = request.POST.get("answer", "")
    if said not in holder.can_say():
        return _page(request, holder, refused=sentence(link_is_used()))
    where: dict[str, Any] = {}
    form = None
    if said in ("venue", "digital"):
        form = MoveForm(request.POST, registration=holder.registration)
        if not form.is_valid():
            return _page(request, holder, wanted=said, form=form)
        where = {name: form.cleaned_data[name] for name in ("pool", "wait")}
    why = read_reason(request)
    try:
        answer_link(link=holder.link, answer=said, by=holder.approver, why=why, **where)
    except Refusal as refusal:
        again = _holder(holder.link.token) or holder
        return _page(request, again, wanted=said, refused=sentence(refusal))
    return _page(request, _holder(holder.link.token) or holder, done=said)


def _holder(token: str) -> Holder | None:
    link = read_link(token)
    if link is None or link.audience not in (PERSON, APPROVER):
        return None
    rows = Registration.objects.numbered().with_place().select_related("person__profile")
    registration = rows.filter(pk=link.registration).first()
    if registration is None:
        return None
    if link.audience == PERSON:
        is_theirs = link.who == registration.person_id
        return Holder(link, registration) if is_theirs else None
    if link.who is None:  # the contact of the course, where there is nobody else to ask
        return Holder(link, registration)
    approver = get_user_model().objects.filter(pk=link.who).first()
    if approver is None or not approver.is_active or not may_approve(approver, registration):
        return None
    return Holder(link, registration, approver)


def _page(
    request: HttpRequest,
    holder: Holder,
    *,
    wanted: str = "",
    refused: str = "",
    done: str = "",
    form: MoveForm | None = None,
) -> HttpResponse:
    registration = holder.registration
    venue = registration.pool.venue
    answers = wanted_first(holder.can_say(), wanted)
    if registration.state == "needs_choice" and answers and form is None:
        form = MoveForm(registration=registration)
    gives_back = None
    if registration.state in ("offered", "needs_choice") and answers:
        gives_back = Registration.objects.seat_beside(registration).first()
    context = {
        "registration": registration,
        "gives_back": gives_back,
        "venue": venue,
        "occasion": venue.occasion,
        "course": venue.occasion.course,
        "times": Times(venue),
        "until": moment_of(registration),
        "answers": answers,
        "name": holder.name if holder.is_approver else "",
        "is_approver": holder.is_approver,
        "form": form,
        "refused": refused,
        "done": done,
        "by_link": True,
    }
    return render(request, "progress/places/answer.html", context)
