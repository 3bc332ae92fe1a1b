"""A registered group's own link: its people put their names to it, and take them out again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from progress.actions.join_group import join_group
from progress.actions.leave_group import leave_group
from progress.forms.sentences import sentence
from progress.models import GroupMember, Message, Registration
from progress.models.accounts import Person
from progress.models.links import read_join_token
from progress.models.offers import offer_of
from progress.models.times import Times
from progress.permissions import SignedInRequest, may_leave_group, may_see_group_place
from progress.rules.groups import may_join, may_leave
from progress.rules.lives import LIVE
from progress.rules.offers import Refusal


@login_required
@require_safe
def place(request: SignedInRequest, registration_id: int) -> HttpResponse:
    """Of who added their name: when and where the group is."""
    group = get_object_or_404(Registration.objects.with_place(), pk=registration_id)
    if not may_see_group_place(request.user, group):
        raise Http404
    return _show(request, group, is_member=True)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: SignedInRequest, token: str) -> HttpResponse:
    """Says what the group is and asks; the POST adds the visitor."""
    number = read_join_token(token)
    group = Registration.objects.with_place().filter(pk=number).first()
    if group is None:
        return render(request, "progress/places/answer_unknown.html", status=404)
    refused = ""
    if request.method == "POST":
        try:
            join_group(registration=group, person=request.user)
        except Refusal as refusal:
            refused = sentence(refusal)
        else:
            return redirect("progress:join_group", token)
    members = GroupMember.objects.filter(registration=group)
    is_member = members.filter(person=request.user).exists()
    refusal_now = may_join(
        group.state,
        offer_of(group.pool),
        headcount=group.headcount,
        named=members.count(),
        now=timezone.now(),
    )
    said = refused or (sentence(refusal_now) if refusal_now and not is_member else "")
    return _show(request, group, is_member=is_member, refused=said)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: SignedInRequest, registration_id: int) -> HttpResponse:
    """Asks whether one is sure; the POST takes one's own name out."""
    group = get_object_or_404(Registration.objects.with_place(), pk=registration_id)
    if not may_leave_group(request.user, group):
        if _has_left(request.user, group):  # sent twice
            return redirect("progress:my")
        raise Http404
    refused = ""
    if request.method == "POST":
        try:
            leave_group(registration=group, person=request.user)
        except Refusal as refusal:
            refused = sentence(refusal)
        else:
            said = _("Your name is taken out of %(group)s.") % {"group": group.group_name}
            messages.success(request, said)
            return redirect("progress:my")
    return _show(
        request, group, is_member=True, refused=refused, template="progress/places/leave_group.html"
    )


def _has_left(person: Person, group: Registration) -> bool:
    return Message.objects.filter(kind="group_left", registration=group, person=person).exists()


def _show(
    request: SignedInRequest,
    group: Registration,
    *,
    is_member: bool,
    refused: str = "",
    template: str = "progress/places/join.html",
) -> HttpResponse:
    venue = group.pool.venue
    context = {
        "registration": group,
        "venue": venue,
        "occasion": venue.occasion,
        "course": venue.occasion.course,
        "times": Times(venue),
        "is_member": is_member,
        "registered_it": group.person_id == request.user.pk,
        "is_live": group.state in LIVE,
        "can_leave": may_leave(group.state, offer_of(group.pool), now=timezone.now()) is None,
        "refused": refused,
        "by_link": True,
    }
    response = render(request, template, context)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
