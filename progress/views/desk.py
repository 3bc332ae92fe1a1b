"""An occasion's desk: who is registered, for its course leaders and its organisers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.models import Occasion, SeatPool
from progress.actions.record_export import record_export
from progress.forms.desk import RegistrationsForm
from progress.models.times import Times
from progress.permissions import SignedInRequest, Visitor, may_see_desk, to_answer_at_desk
from progress.reports import needs
from progress.reports import registrations as lists
from progress.reports.participants import read_participants
from progress.reports.registration_rows import columns as columns_of
from progress.reports.registration_rows import file_rows, rows_of
from progress.reports.tables import Column, Table
from progress.views.report_files import file_response
from progress.views.table_heads import file_addresses, table_heads

LEAF = 50


def at_desk(may: Callable[[Visitor, Occasion], bool] = may_see_desk) -> Any:
    """The view gets the occasion, once its visitor may pass."""

    def guard(view: Any) -> Any:
        @wraps(view)
        @login_required
        def guarded(request: SignedInRequest, occasion_id: int, **where: Any) -> HttpResponseBase:
            found = Occasion.objects.select_related("course").defer("course__body")
            occasion = get_object_or_404(found, pk=occasion_id)
            if not may(request.user, occasion):
                raise PermissionDenied
            response: HttpResponseBase = view(request, occasion, **where)
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        return guarded

    return guard


def at_table(occasion: Occasion, here: str = "") -> dict[str, Any]:
    """What each page of the desk shows above what is its own."""
    return {"occasion": occasion, "course": occasion.course, "here": here}


@require_safe
@at_desk()
def registrations(request: SignedInRequest, occasion: Occasion, file: str = "") -> HttpResponseBase:
    """One list with views: a place, waiting, to approve, to choose anew, ended."""
    pools = list(
        SeatPool.objects.filter(venue__occasion=occasion).select_related("venue").in_order()
    )
    venues = list({pool.venue_id: pool.venue for pool in pools}.values())
    form = RegistrationsForm(request.GET, venues=venues)
    wanted = form.wanted()
    found = lists.registrations(occasion, wanted)
    columns = columns_of(wanted.view)
    if file:
        rows = file_rows(found, occasion)
        if any(row.needs for row in rows):
            record_export(occasion=occasion, by=request.user, rows=len(rows))
        name = f"{occasion.course.title} {lists.VIEWS[wanted.view]}"
        return file_response(Table(name, columns, rows), file)
    counted = lists.totals(occasion)
    leaf = Paginator(found, LEAF).get_page(request.GET.get("page"))
    rows = rows_of(leaf.object_list, occasion)
    has_groups = any(row.group for row in rows)
    context = at_table(occasion, "registrations") | {
        "form": form,
        "wanted": wanted,
        "views": _views(request, counted, wanted.view),
        "totals": counted,
        "pools": pools,
        "leaf": leaf,
        "rows": rows,
        "heads": _heads(request, columns, wanted.sort, has_groups),
        "files": file_addresses(request),
        "is_narrowed": form.is_narrowed(),
        "needs": needs.need_counts(occasion),
        "answerable": (
            to_answer_at_desk(request.user, occasion) if wanted.view == "approving" else set()
        ),
        "has_groups": has_groups,
    }
    return render(request, "progress/desk/registrations.html", context)


@require_safe
@at_desk()
def need_counts(request: SignedInRequest, occasion: Occasion, file: str) -> HttpResponseBase:
    """What the kitchen and the house are sent: numbers, and no names."""
    name = _("needs %(course)s") % {"course": occasion.course.title}
    return file_response(Table(name, needs.COLUMNS, needs.need_counts(occasion)), file)


@require_safe
@at_desk()
def print_participants(request: SignedInRequest, occasion: Occasion) -> HttpResponse:
    """Who takes part, venue by venue and role by role; made to be printed and ticked."""
    context = at_table(occasion) | {
        "participants": read_participants(occasion),
        "times": Times(occasion),
    }
    return render(request, "progress/desk/print.html", context)


def _views(request: HttpRequest, counted: lists.Totals, here: str) -> list[dict[str, Any]]:
    """A link to each view, with the filters that are on, and how many are in it."""
    query = request.GET.copy()
    for name in ("page", "sort"):
        query.pop(name, None)
    made = []
    for view, label in lists.VIEWS.items():
        query["view"] = view
        made.append(
            {
                "label": label,
                "url": f"?{query.urlencode()}",
                "number": counted.views[view],
                "is_here": view == here,
            }
        )
    return made


def _heads(request: HttpRequest, columns: Any, sort: str, has_groups: bool) -> list[dict[str, Any]]:
    """On the screen a group and an address stand under the name. What is written freely is not
    sorted by, and numbers of people are shown where there are groups."""
    hidden = {"group", "email"} if has_groups else {"group", "email", "people"}
    shown: list[Column[Any]] = [column for column in columns if column.key not in hidden]
    heads = table_heads(request, shown, sort)
    for column, head in zip(shown, heads, strict=True):
        if column.key not in lists.SORTED_BY:
            head["url"] = ""
    return heads
