from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import Occasion, SeatPool
from progress.actions.register import register as take_place
from progress.actions.withdraw import withdraw as give_back_place
from progress.forms.places import RegisterForm
from progress.forms.sentences import sentence
from progress.models import Registration
from progress.models.offers import offer_of
from progress.models.times import Times
from progress.permissions import SignedInRequest, may_give_back_place, may_see_place
from progress.rules.offers import Refusal
from progress.rules.places import may_withdraw


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: SignedInRequest, occasion_id: int) -> HttpResponse:
    """Choose where and as what, and take the place. ?pool=… chooses beforehand."""
    pools = list(SeatPool.objects.with_offer().in_order().filter(venue__occasion=occasion_id))
    form = RegisterForm(
        request.POST or None,
        person=request.user,
        pools=pools,
        initial={"pool": request.GET.get("pool", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            registration = take_place(person=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("progress:place", registration.pk)
    occasion = pools[0].venue.occasion if pools else _occasion(occasion_id)
    mine = Registration.objects.live().with_place().filter(person=request.user, occasion=occasion)
    context = {"form": form, "occasion": occasion, "course": occasion.course, "mine": mine.first()}
    return render(request, "progress/places/register.html", context)


@login_required
@require_safe
def place(request: SignedInRequest, registration_id: int) -> HttpResponse:
    """One's own registration: what it is, when and where, and how to withdraw from it."""
    return _show(request, _own(request, registration_id), "progress/places/place.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, registration_id: int) -> HttpResponse:
    """Asks whether one is sure; the POST does it."""
    registration = _own(request, registration_id)
    if not may_give_back_place(request.user, registration):
        raise Http404
    if request.method == "POST":
        try:
            give_back_place(registration=registration, by=request.user)
        except Refusal as refusal:
            page = "progress/places/place.html"
            return _show(request, registration, page, refused=sentence(refusal))
        return redirect("progress:place", registration.pk)
    return _show(request, registration, "progress/places/withdraw.html")


def _occasion(occasion_id: int) -> Occasion:
    return get_object_or_404(Occasion.objects.select_related("course"), pk=occasion_id)


def _own(request: SignedInRequest, registration_id: int) -> Registration:
    registration = get_object_or_404(Registration.objects.with_place(), pk=registration_id)
    if not may_see_place(request.user, registration):
        raise Http404
    return registration


def _show(
    request: SignedInRequest, registration: Registration, template: str, refused: str = ""
) -> HttpResponse:
    venue = registration.pool.venue
    offer = offer_of(registration.pool)
    context = {
        "registration": registration,
        "venue": venue,
        "occasion": venue.occasion,
        "course": venue.occasion.course,
        "times": Times(venue),
        "told": registration.messages.filter(kind="registered").exists(),
        "address": getattr(request.user, request.user.get_email_field_name()),
        "can_withdraw": may_withdraw(registration.state, offer, now=timezone.now()) is None,
        "refused": refused,
    }
    return render(request, template, context)
