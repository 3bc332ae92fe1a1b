from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.views.calendars import calendar_file
from progress.actions.renew_calendar_key import renew_calendar_key
from progress.permissions import SignedInRequest
from progress.reports.calendars import find_key, personal_calendar


@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """The secret address is the permission: calendars do not sign in."""
    found = find_key(key)
    if found is None:
        raise Http404
    answer = calendar_file(personal_calendar(found.person, now=timezone.now()), "vidare.ics")
    answer.headers["X-Robots-Tag"] = "noindex"
    patch_cache_control(answer, private=True, no_cache=True)
    return answer


@login_required
@require_POST
def renew(request: SignedInRequest) -> HttpResponse:
    renew_calendar_key(person=request.user)
    messages.success(request, _("Your calendar has a new address."))
    return redirect(reverse("progress:my") + "#calendar")
