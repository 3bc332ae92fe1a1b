from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.models import Occasion
from progress.models.times import Times
from progress.permissions import SignedInRequest, may_lead_occasion
from progress.reports.participants import read_led, read_participants


@login_required
@require_safe
def occasions(request: SignedInRequest) -> HttpResponse:
    """What the visitor leads, ahead and past."""
    ahead, past = read_led(request.user, timezone.localdate())
    return render(request, "progress/leading/occasions.html", {"ahead": ahead, "past": past})


@login_required
@require_safe
def participants(request: SignedInRequest, occasion_id: int) -> HttpResponse:
    """Who takes part, venue by venue and role by role; made to be printed."""
    found = Occasion.objects.select_related("course").defer("course__body")
    occasion = get_object_or_404(found, pk=occasion_id)
    if not may_lead_occasion(request.user, occasion):
        raise PermissionDenied
    context = {
        "occasion": occasion,
        "course": occasion.course,
        "participants": read_participants(occasion),
        "times": Times(occasion),
    }
    return render(request, "progress/leading/participants.html", context)
