"""One's own place, taken elsewhere: to other seats, or to a colleague."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from progress.actions.hand_over import hand_over as give_to
from progress.actions.move_place import move_place
from progress.actions.register import register
from progress.forms.handing_over import HandOverForm
from progress.forms.moving import MoveForm
from progress.forms.sentences import sentence
from progress.models import Registration, State
from progress.models.offers import offer_of, starts_at
from progress.permissions import SignedInRequest
from progress.rules.offers import Refusal
from progress.rules.places import may_hand_over
from progress.views.places import own_place, show_place

MOVABLE = (State.CONFIRMED, State.NEEDS_CHOICE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: SignedInRequest, registration_id: int) -> HttpResponse:
    """Choose another venue. Where it is full one queues; a seat that one has is kept meanwhile."""
    registration = own_place(request, registration_id)
    if registration.state not in MOVABLE:
        return redirect("progress:place", registration.pk)
    form = MoveForm(request.POST or None, registration=registration)
    if request.method == "POST" and form.is_valid():
        try:
            found = _move(request, registration, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("progress:place", found.pk)
    return show_place(request, registration, template="progress/places/move.html", form=form)


def _move(request: SignedInRequest, registration: Registration, form: MoveForm) -> Registration:
    pool, wait = form.cleaned_data["pool"], form.cleaned_data["wait"]
    if wait and registration.state == State.CONFIRMED:
        return register(
            person=request.user,
            pool=pool,
            wait=True,
            headcount=registration.headcount,
            group_name=registration.group_name,
            workplace=registration.workplace,
            approved=True,  # who has a place here is approved already
        )
    return move_place(registration=registration, pool=pool, by=request.user, wait=wait)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: SignedInRequest, registration_id: int) -> HttpResponse:
    registration = own_place(request, registration_id)
    offer = offer_of(registration.pool, starts_at=starts_at(registration.pool.venue))
    refusal = may_hand_over(registration.state, offer, now=timezone.now())
    if refusal is not None:
        if registration.state == State.CONFIRMED:
            return show_place(request, registration, refused=sentence(refusal))
        return redirect("progress:place", registration.pk)
    form = HandOverForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid() and form.colleague is not None:
        try:
            give_to(registration=registration, to=form.colleague, by=request.user)
        except Refusal as refused:
            # Where a colleague has a place is theirs to tell.
            has_one = refused.code == "has_seat"
            form.refuse(
                _("This colleague cannot take the place over. Ask them whether they have one here.")
                if has_one
                else sentence(refused)
            )
        else:
            return redirect("progress:place", registration.pk)
    return show_place(request, registration, template="progress/places/hand_over.html", form=form)
