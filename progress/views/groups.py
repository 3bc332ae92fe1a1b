"""A registered group's own link: its people put their names to it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from progress.actions.join_group import join_group
from progress.forms.sentences import sentence
from progress.models import GroupMember, Registration
from progress.models.links import read_join_token
from progress.models.offers import offer_of
from progress.models.times import Times
from progress.permissions import SignedInRequest, may_see_group_place
from progress.rules.groups import may_join
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


def _show(
    request: SignedInRequest, group: Registration, *, is_member: bool, refused: str = ""
) -> HttpResponse:
    venue = group.pool.venue
    context = {
        "registration": group,
        "venue": venue,
        "occasion": venue.occasion,
        "course": venue.occasion.course,
        "times": Times(venue),
        "is_member": is_member,
        "is_live": group.state in LIVE,
        "refused": refused,
        "by_link": True,
    }
    response = render(request, "progress/places/join.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
