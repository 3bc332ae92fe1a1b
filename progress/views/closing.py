"""The end of an occasion: what is missing, and one button."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from courses.models import Occasion
from courses.rules.errors import RuleError
from progress.actions.close_occasion import (
    Closed,
    close_occasion,
    count_at_close,
    people_at_close,
)
from progress.forms.sentences import sentence
from progress.permissions import SignedInRequest
from progress.reports.attendance import meeting_lines
from progress.reports.closing import check_list
from progress.views.desk import at_desk, at_table

AT_ONCE = 15  # seconds; many web servers end a request after thirty


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk()
def close(request: SignedInRequest, occasion: Occasion) -> HttpResponse:
    if request.method == "POST":
        try:
            closed = close_occasion(occasion=occasion, by=request.user, seconds=AT_ONCE)
        except RuleError as refused:
            messages.error(request, sentence(refused))
        else:
            messages.success(request, _what_happened(closed))
        return redirect("progress:close_occasion", occasion.pk)
    people = people_at_close(occasion)
    today = timezone.now().astimezone(occasion.zone).date()
    context = at_table(occasion, "attendance") | {
        "numbers": count_at_close(occasion, people),
        "list": check_list(occasion, meeting_lines(occasion), people, today),
        "gives_certificates": occasion.course.certificate != "none",
        "is_closed": occasion.state == "finished",
    }
    return render(request, "progress/desk/close.html", context)


def _what_happened(closed: Closed) -> str:
    said = _(
        "The occasion is closed. Completed now: %(completed)s. Certificates sent: %(certificates)s."
    ) % {"completed": closed.completed, "certificates": closed.certificates}
    if not closed.left:
        return said
    left = ngettext(
        "%(number)s more is left: close it again to go on.",
        "%(number)s more are left: close it again to go on.",
        closed.left,
    )
    return f"{said} {left % {'number': closed.left}}"
