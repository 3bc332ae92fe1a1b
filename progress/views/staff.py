"""A manager registers their own staff: choose, look through, register."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from courses.models import Approver, Occasion, SeatPool
from progress.actions.register_staff import StaffLine, register_staff
from progress.forms.staff import Line, StaffForm, read_lines
from progress.models import Registration
from progress.reports.scope import Scope
from progress.reports.staff import colleagues_found, with_schools
from progress.views.managing import for_managers

LEAF = 30


@for_managers(("GET", "HEAD", "POST"))
def register(request: HttpRequest, scope: Scope, occasion_id: int) -> HttpResponse:
    """do=preview shows what would come of it; do=all and do=good do it; all else stays here."""
    pools = list(SeatPool.objects.with_offer().in_order().filter(venue__occasion=occasion_id))
    found = Occasion.objects.select_related("course").defer("course__body")
    occasion = pools[0].venue.occasion if pools else get_object_or_404(found, pk=occasion_id)
    form = StaffForm(request.POST or None, pools=pools, scope=scope, now=timezone.now())
    context: dict[str, Any] = {"occasion": occasion, "course": occasion.course, "form": form}
    do = request.POST.get("do", "")
    goes_on = do in ("preview", "all", "good")
    if goes_on and form.is_valid():
        return _answer(request, form, occasion, do, context)
    return _choose(request, form, scope, context, with_errors=goes_on)


def _answer(
    request: HttpRequest, form: StaffForm, occasion: Occasion, do: str, context: dict[str, Any]
) -> HttpResponse:
    """All or nothing with do=all; what is wrong by now is shown, and nothing is done."""
    lines = _run(request, form, occasion, dry_run=True)
    is_done = do == "good" or (do == "all" and not any(line.is_wrong for line in lines))
    if is_done:
        lines = _run(request, form, occasion, dry_run=False, only_good=do == "good")
        is_done = do == "good" or not any(line.is_wrong for line in lines)
    context |= {
        "lines": lines,
        "good": [line for line in lines if not line.is_wrong],
        "new": [line for line in lines if line.is_new],
        "wrong": [line for line in lines if line.is_wrong],
        "pool": form.pool_chosen,
        "is_done": is_done,
        "was_refused": do == "all" and not is_done,
    }
    return render(request, f"progress/staff/{'done' if is_done else 'preview'}.html", context)


def _run(
    request: HttpRequest,
    form: StaffForm,
    occasion: Occasion,
    *,
    dry_run: bool,
    only_good: bool = False,
) -> list[Line]:
    people = [(one.person, one.workplace) for one in form.named if one.person is not None]
    had = Registration.objects.live().filter(
        person__in=[person for person, _workplace in people], occasion=occasion
    )
    before = dict(had.order_by().values_list("pk", "state"))
    lines: Sequence[StaffLine] = register_staff(
        people=people,
        pool=form.pool_chosen,
        by=request.user,
        only_good=only_good,
        dry_run=dry_run,
        approved=occasion.approver == Approver.MANAGER,
    )
    return list(read_lines(form.named, lines, before, done=not dry_run))


def _choose(
    request: HttpRequest,
    form: StaffForm,
    scope: Scope,
    context: dict[str, Any],
    *,
    with_errors: bool,
) -> HttpResponse:
    """Those who are ticked stand first, whatever is searched for: none is lost."""
    occasion = context["occasion"]
    words = request.POST.get("search", "")[:100]
    do = request.POST.get("do", "")
    number = do.removeprefix("page-") if do.startswith("page-") else "1"
    everyone = colleagues_found(scope)
    leaf = Paginator(colleagues_found(scope, words).exclude(pk__in=form.ticked), LEAF)
    shown = leaf.get_page(number)
    ticked = everyone.filter(pk__in=form.ticked)
    context |= {
        "leaf": shown,
        "found": with_schools(shown.object_list, scope, occasion.pk),
        "ticked": with_schools(ticked, scope, occasion.pk) if form.ticked else [],
        "words": words,
        "with_errors": with_errors,
        "protected": scope.count_protected(),
    }
    return render(request, "progress/staff/choose.html", context)
