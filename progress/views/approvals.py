"""What waits for the visitor's yes, as manager or as course leader."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from progress.actions.decide_approval import decide_approval
from progress.forms.reasons import read_reason
from progress.forms.reports import SearchForm
from progress.forms.sentences import sentence
from progress.models import Membership, Registration, State
from progress.permissions import SignedInRequest, may_approve
from progress.reports.approvals import COLUMNS, approval_rows, name_for, with_times
from progress.reports.roles import roles_of
from progress.reports.tables import Table
from progress.rules.offers import Refusal
from progress.views.report_files import file_response
from progress.views.table_heads import file_addresses, table_heads

LEAF = 50


def for_approvers(view: Any) -> Any:
    """Who neither manages nor leads has nothing to approve."""

    @wraps(view)
    @login_required
    def guarded(request: SignedInRequest, **where: Any) -> HttpResponseBase:
        roles = roles_of(request.user, timezone.localdate())
        if not (roles.manages or roles.leads):
            raise PermissionDenied
        response: HttpResponseBase = view(request, **where)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return guarded


@require_safe
@for_approvers
def waiting(request: SignedInRequest, file: str = "") -> HttpResponseBase:
    form = SearchForm(request.GET)
    said = form.said()
    language = get_language() or "en"
    rows = approval_rows(
        request.user,
        on=timezone.localdate(),
        language=language,
        words=said["search"],
        sort=said["sort"],
    )
    if file:
        listed = [row for row in rows if not row.is_protected]
        return file_response(Table(_("approvals"), COLUMNS, listed), file)
    leaf = Paginator(rows, LEAF).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "leaf": leaf,
        "rows": with_times(leaf.object_list, language),
        "heads": table_heads(request, COLUMNS, said["sort"] or "until"),
        "files": file_addresses(request),
        "hides": any(row.is_protected for row in rows),
        "is_narrowed": bool(said["search"]),
    }
    return render(request, "progress/approvals.html", context)


@require_POST
@for_approvers
def decide(request: SignedInRequest, registration_id: int) -> HttpResponse:
    """answer=yes or no, with why."""
    found = Registration.objects.with_place().select_related("person__profile")
    registration = get_object_or_404(found, pk=registration_id)
    answer = request.POST.get("answer")
    if not may_approve(request.user, registration) or answer not in ("yes", "no"):
        raise Http404
    try:
        decide_approval(
            registration=registration,
            yes=answer == "yes",
            by=request.user,
            why=read_reason(request),
        )
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _outcome(request, registration))
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("progress:approvals") + asked)


def _outcome(request: SignedInRequest, registration: Registration) -> str:
    registration.refresh_from_db(fields=["state"])
    said = {
        State.CONFIRMED: _("%(name)s has a place: %(course)s."),
        State.OFFERED: _("%(name)s is offered a place: %(course)s."),
        State.REJECTED: _("%(name)s is told no: %(course)s."),
    }.get(State(registration.state), _("%(name)s is on the waiting list: %(course)s."))
    paths = Membership.objects.paths_managed_by(request.user, timezone.localdate())
    name, _is_alias, _organisation = name_for(registration, paths)
    return said % {"name": name, "course": registration.pool.venue.occasion.course.title}
