from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from progress.reports.calendars import address_of
from progress.reports.my_page import read_my_page
from progress.views.private_pages import PRIVATE


@login_required
@require_safe
def my(request: HttpRequest) -> HttpResponse:
    mine = read_my_page(
        person_id=request.user.pk,
        language=get_language() or "en",
        today=timezone.localdate(),
    )
    context = {"mine": mine, "calendar": address_of(request.user)}
    response = render(request, "progress/my.html", context)
    response.headers["Cache-Control"] = PRIVATE
    return response
