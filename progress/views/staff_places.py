"""Who of a manager's people goes where, and a place that is given to another of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from progress.actions.hand_over import hand_over
from progress.forms.reports import PLACE_STATES
from progress.forms.sentences import sentence
from progress.models import Registration
from progress.models.accounts import name_of
from progress.models.offers import offer_of, starts_at
from progress.models.times import Times
from progress.permissions import may_swap_place
from progress.reports.places import (
    COLUMNS,
    courses_coming,
    place_rows,
    with_times,
)
from progress.reports.scope import Scope
from progress.reports.staff import colleagues_found, with_schools
from progress.reports.tables import Table
from progress.rules.offers import Refusal
from progress.rules.places import may_hand_over
from progress.views.managing import for_managers
from progress.views.report_files import file_response
from progress.views.reports import LEAF, report_form, report_page


@for_managers()
def places(request: HttpRequest, scope: Scope, file: str = "") -> HttpResponseBase:
    language = get_language() or "en"
    form = report_form(request, scope, chosen=courses_coming(scope, language))
    form.fields["state"].choices = PLACE_STATES
    wanted = form.wanted()
    rows = place_rows(scope, wanted, language)
    if file:
        return file_response(Table(_("places of staff"), COLUMNS, rows), file)
    leaf = Paginator(rows, LEAF).get_page(request.GET.get("page"))
    context = {
        "rows": with_times(leaf.object_list, language),
        "leaf": leaf,
        "protected": scope.below(wanted.organisation).count_protected(),
    }
    return report_page(request, scope, form, "places", COLUMNS, context, wanted.sort or "when")


@for_managers(("GET", "HEAD", "POST"))
def swap(request: HttpRequest, scope: Scope, registration_id: int) -> HttpResponse:
    """Somebody is ill: the place goes to another of one's people, past the queue."""
    found = Registration.objects.with_place().select_related("person__profile")
    registration = get_object_or_404(found, pk=registration_id)
    if registration.person is None or not may_swap_place(request.user, registration):
        raise Http404
    refused = ""
    if request.method == "POST":
        refused = _hand_over(request, scope, registration)
        if not refused:
            return redirect("progress:reports_places")
    venue = registration.pool.venue
    offer = offer_of(registration.pool, starts_at=starts_at(venue))
    closed = may_hand_over(registration.state, offer, now=timezone.now())
    words = request.GET.get("search", "")[:100]
    colleagues = colleagues_found(scope, words).exclude(pk=registration.person.pk)
    leaf = Paginator(colleagues, LEAF).get_page(request.GET.get("page"))
    context = {
        "registration": registration,
        "name": name_of(registration.person),
        "venue": venue,
        "occasion": venue.occasion,
        "course": venue.occasion.course,
        "times": Times(venue),
        "offer": offer,
        "closed": closed,
        "refused": refused,
        "words": words,
        "leaf": leaf,
        "found": with_schools(leaf.object_list, scope, registration.occasion_id),
    }
    return render(request, "progress/staff/swap.html", context)


def _hand_over(request: HttpRequest, scope: Scope, registration: Registration) -> str:
    """What speaks against it; nothing, where it is done."""
    chosen = request.POST.get("to", "")
    is_id = chosen.isdecimal() and len(chosen) < 19
    colleague = colleagues_found(scope).filter(pk=int(chosen)).first() if is_id else None
    if colleague is None or colleague.pk == registration.person_id:
        return _("Choose who gets the place.")
    try:
        hand_over(registration=registration, to=colleague, by=request.user)
    except Refusal as refusal:
        return sentence(refusal)
    said = _("%(name)s has the place now, and %(before)s has been told.")
    names = {"name": name_of(colleague), "before": name_of(registration.person)}
    messages.success(request, said % names)
    return ""
