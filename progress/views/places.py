from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import Occasion, ParticipantQuestion, SeatPool, VenueKind
from progress.actions.accept_offer import accept_offer
from progress.actions.move_place import move_place
from progress.actions.register import register as take_place
from progress.actions.withdraw import withdraw as give_back_place
from progress.actions.write_about_place import moment_of
from progress.forms.moving import MoveForm
from progress.forms.places import RegisterForm
from progress.forms.sentences import sentence
from progress.models import GroupMember, Registration, State
from progress.models.addresses import base_url
from progress.models.links import join_path
from progress.models.offers import offer_of, starts_at
from progress.models.times import Times
from progress.permissions import SignedInRequest, may_give_back_place, may_see_place
from progress.reports.asked import asked_of
from progress.reports.place_words import how_it_ended
from progress.rules.offers import Refusal
from progress.rules.places import is_open, may_answer, may_hand_over, may_withdraw


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: SignedInRequest, occasion_id: int) -> HttpResponse:
    """Choose where and as what, and take the place. ?pool=… chooses beforehand."""
    asked = ParticipantQuestion.objects.filter(occasion=OuterRef("venue__occasion"))
    pools = list(
        SeatPool.objects.with_offer()
        .in_order()
        .filter(venue__occasion=occasion_id)
        .annotate(is_asking=Exists(asked))
    )
    occasion = pools[0].venue.occasion if pools else _occasion(occasion_id)
    form = RegisterForm(
        request.POST or None,
        person=request.user,
        pools=pools,
        questions=list(occasion.questions.all()) if any(p.is_asking for p in pools) else [],
        initial={"pool": request.GET.get("pool", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            registration = _take(request, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("progress:place", registration.pk)
    if form.choosing is not None:
        return redirect("progress:move", form.choosing.pk)
    context = {"form": form, "occasion": occasion, "course": occasion.course}
    return render(request, "progress/places/register.html", context)


def _take(request: SignedInRequest, form: RegisterForm) -> Registration:
    """A place, or one in the queue; or the place that one has, moved there."""
    if form.cleaned_data["moves"] and form.held is not None:
        return move_place(registration=form.held, pool=form.cleaned_data["pool"])
    return take_place(person=request.user, **form.taking)


@login_required
@require_safe
def place(request: SignedInRequest, registration_id: int) -> HttpResponse:
    """One's own registration: what it is, when and where, and what one can do about it."""
    registration = own_place(request, registration_id)
    asked = asked_of(registration)
    return show_place(
        request,
        registration,
        asked=asked,
        is_missing=any(one.is_missing for one in asked),
        is_answered=any(one.answer for one in asked),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, registration_id: int) -> HttpResponse:
    """Asks whether one is sure; the POST does it."""
    registration = own_place(request, registration_id)
    if not may_give_back_place(request.user, registration):
        raise Http404
    if request.method == "POST":
        try:
            give_back_place(registration=registration, by=request.user)
        except Refusal as refusal:
            return show_place(request, registration, refused=sentence(refusal))
        return redirect("progress:place", registration.pk)
    return show_place(request, registration, template="progress/places/withdraw.html")


@login_required
@require_POST
def accept(request: SignedInRequest, registration_id: int) -> HttpResponse:
    """Takes the seat that is offered."""
    registration = own_place(request, registration_id)
    try:
        accept_offer(registration=registration, by=request.user)
    except Refusal as refusal:
        return show_place(request, registration, refused=sentence(refusal))
    return redirect("progress:place", registration.pk)


def _occasion(occasion_id: int) -> Occasion:
    return get_object_or_404(Occasion.objects.select_related("course"), pk=occasion_id)


def own_place(request: SignedInRequest, registration_id: int) -> Registration:
    found = Registration.objects.numbered().with_place()
    registration = get_object_or_404(found, pk=registration_id)
    if not may_see_place(request.user, registration):
        raise Http404
    return registration


def show_place(
    request: SignedInRequest,
    registration: Registration,
    *,
    template: str = "progress/places/place.html",
    refused: str = "",
    **more: Any,
) -> HttpResponse:
    venue = registration.pool.venue
    now = timezone.now()
    offer = offer_of(registration.pool, starts_at=starts_at(venue))
    context = {
        "registration": registration,
        "venue": venue,
        "occasion": venue.occasion,
        "course": venue.occasion.course,
        "times": Times(venue),
        "told": registration.messages.filter(
            kind="registered", person=registration.person
        ).exists(),
        "address": getattr(request.user, request.user.get_email_field_name()),
        "until": moment_of(registration),
        "ended": how_it_ended(registration),
        "can_withdraw": may_withdraw(registration.state, offer, now=now) is None,
        "can_hand_over": may_hand_over(registration.state, offer, now=now) is None,
        "can_register": is_open(offer, now=now) is None,
        "can_answer": may_answer(registration.state, offer, now=now) is None,
        "hands_over": offer.hands_over,
        "refused": refused,
    }
    if registration.state in (State.OFFERED, State.NEEDS_CHOICE):
        context["gives_back"] = Registration.objects.seat_beside(registration).first()
    if registration.state == State.NEEDS_CHOICE:
        context["form"] = MoveForm(registration=registration)
    if venue.kind == VenueKind.GROUP and registration.state == State.CONFIRMED:
        context["named"] = GroupMember.objects.filter(registration=registration).count()
        context["join_address"] = base_url() + join_path(registration)
    return render(request, template, context | more)
