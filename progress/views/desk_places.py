"""One registration at the desk: its history, and what an organiser or a leader does with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import Occasion, SeatPool
from progress.actions.add_newcomer import add_newcomer
from progress.actions.decide_approval import decide_approval
from progress.actions.move_place import move_place
from progress.actions.withdraw import withdraw as give_back_place
from progress.forms.desk import AddForm, MoveForm, WhyForm
from progress.forms.reasons import read_reason
from progress.forms.sentences import sentence
from progress.models import Registration, State
from progress.models.offers import offer_of
from progress.models.shown_names import shown_name
from progress.permissions import (
    SignedInRequest,
    may_organise_occasion,
    to_answer_at_desk,
)
from progress.reports.place_history import history
from progress.reports.registration_rows import row_of, seats_in_words
from progress.rules.offers import Refusal
from progress.rules.places import may_withdraw
from progress.views.desk import at_desk, at_table

require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@at_desk()
def one(request: SignedInRequest, occasion: Occasion, registration_id: int) -> HttpResponse:
    registration = _found(occasion, registration_id)
    refusal = may_withdraw(registration.state, offer_of(registration.pool), now=timezone.now())
    context = at_table(occasion) | {
        "registration": registration,
        "row": row_of(registration, occasion),
        "history": history(registration),
        "organises": may_organise_occasion(request.user, occasion),
        "can_withdraw": refusal is None,
        "can_move": registration.state in (State.CONFIRMED, State.NEEDS_CHOICE),
        "can_answer": registration.pk in to_answer_at_desk(request.user, occasion),
    }
    return render(request, "progress/desk/place.html", context)


@require_form
@at_desk(may_organise_occasion)
def add(request: SignedInRequest, occasion: Occasion) -> HttpResponse:
    """By hand: after the deadline too, past approval and the queue."""
    form = AddForm(request.POST or None, pools=_open_pools(occasion))
    if request.method == "POST" and form.is_valid():
        try:
            registration = add_newcomer(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            said = _("%(name)s has a place: %(seats)s.")
            return _done(request, said, registration)
    context = at_table(occasion) | {"form": form}
    return render(request, "progress/desk/add.html", context)


@require_form
@at_desk(may_organise_occasion)
def withdraw(request: SignedInRequest, occasion: Occasion, registration_id: int) -> HttpResponse:
    registration = _found(occasion, registration_id)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        try:
            give_back_place(registration=registration, by=request.user, why=why)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
        else:
            return _done(request, _("%(name)s is withdrawn: %(seats)s."), registration)
    return _ask(request, occasion, registration, form, "withdraw")


@require_form
@at_desk(may_organise_occasion)
def move(request: SignedInRequest, occasion: Occasion, registration_id: int) -> HttpResponse:
    """To other seats of the occasion, another venue's or another role's."""
    registration = _found(occasion, registration_id)
    pools = [pool for pool in _open_pools(occasion) if pool.pk != registration.pool_id]
    form = MoveForm(request.POST or None, pools=pools)
    if request.method == "POST" and form.is_valid():
        try:
            moved = move_place(
                registration=registration, by=request.user, gives=True, **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error("pool", sentence(refusal))
        else:
            return _done(request, _("%(name)s has a place now: %(seats)s."), moved)
    return _ask(request, occasion, registration, form, "move")


@require_POST
@at_desk()
def answer(request: SignedInRequest, occasion: Occasion, registration_id: int) -> HttpResponse:
    """answer=yes or no, with why: where the organiser approves."""
    registration = _found(occasion, registration_id)
    said = request.POST.get("answer")
    asked = registration.approve_by is not None
    if said not in ("yes", "no") or (
        asked and registration.pk not in to_answer_at_desk(request.user, occasion)
    ):
        raise PermissionDenied
    try:
        decided = decide_approval(
            registration=registration,
            yes=said == "yes",
            by=request.user,
            why=read_reason(request),
        )
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        decided.refresh_from_db(fields=["state"])
        words = {
            State.CONFIRMED: _("%(name)s has a place: %(seats)s."),
            State.OFFERED: _("%(name)s is offered a place: %(seats)s."),
            State.REJECTED: _("%(name)s is told no: %(seats)s."),
        }.get(State(decided.state), _("%(name)s is on the waiting list: %(seats)s."))
        messages.success(request, words % _names(registration, decided))
    return redirect(
        reverse("progress:participants", args=[occasion.pk]) + "?view=approving#results"
    )


def _found(occasion: Occasion, registration_id: int) -> Registration:
    found = Registration.objects.with_place().select_related("person__profile", "organisation")
    return get_object_or_404(found, pk=registration_id, occasion=occasion)


def _open_pools(occasion: Occasion) -> list[SeatPool]:
    pools = SeatPool.objects.with_offer().in_order()
    return list(
        pools.filter(venue__occasion=occasion, venue__cancelled_on=None, venue__archived_at=None)
    )


def _names(registration: Registration, now: Registration) -> dict[str, str]:
    person = registration.person
    name = shown_name(person) if person is not None else str(registration.organisation)
    return {"name": name, "seats": seats_in_words(now.pool)}


def _done(request: SignedInRequest, said: str, registration: Registration) -> HttpResponse:
    found = _found(registration.occasion, registration.pk)
    messages.success(request, said % _names(found, found))
    return redirect("progress:desk_place", registration.occasion_id, registration.pk)


def _ask(
    request: SignedInRequest,
    occasion: Occasion,
    registration: Registration,
    form: WhyForm,
    what: str,
) -> HttpResponse:
    context = at_table(occasion) | {
        "registration": registration,
        "row": row_of(registration, occasion),
        "form": form,
    }
    return render(request, f"progress/desk/{what}.html", context)
