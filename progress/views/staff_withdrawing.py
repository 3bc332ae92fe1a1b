"""A manager takes their people's places back: choose in the list, look it through, do it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from progress.actions.withdraw_staff import withdraw_staff
from progress.forms.sentences import sentence
from progress.models import Registration
from progress.models.accounts import name_of
from progress.permissions import staff_places
from progress.reports.places import MOST_AT_ONCE, withdrawal_rows
from progress.reports.scope import Scope
from progress.views.managing import for_managers


@for_managers(("GET", "HEAD", "POST"))
def withdraw(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Each `place` is a registration. Somebody else's among them, and nothing is found at all."""
    asked = request.POST if request.method == "POST" else request.GET
    chosen = {int(pk) for pk in asked.getlist("place") if pk.isdecimal() and len(pk) < 19}
    if not chosen or len(chosen) > MOST_AT_ONCE:
        messages.error(request, _("Choose whose places to withdraw, on one page of the list."))
        return redirect("progress:reports_places")
    found = list(
        staff_places(request.user)
        .filter(pk__in=chosen)
        .with_place()
        .select_related("person")
        .order_by("occasion__begins_on", "pk")
    )
    if len(found) != len(chosen):
        raise Http404
    if request.method == "POST":
        return _withdraw(request, found)
    rows = withdrawal_rows(found, get_language() or "en", now=timezone.now())
    context = {"rows": rows, "good": [row for row in rows if row.refusal is None]}
    return render(request, "progress/staff/withdraw.html", context)


def _withdraw(request: HttpRequest, registrations: list[Registration]) -> HttpResponse:
    lines = withdraw_staff(registrations=registrations, by=request.user)
    done = sum(line.is_done for line in lines)
    if done:
        said = ngettext(
            "%(number)s place is withdrawn, and its person is told.",
            "%(number)s places are withdrawn, and their people are told.",
            done,
        )
        messages.success(request, said % {"number": done})
    for line in lines:
        if line.refusal is not None:
            said = _("%(name)s is not withdrawn. %(reason)s")
            names = {
                "name": name_of(line.registration.person),
                "reason": sentence(line.refusal),
            }
            messages.error(request, said % names)
    return redirect("progress:reports_places")
