"""How people came by each step and question of a module, for who may edit it."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from courses.models import ModulePage
from progress.reports.signal_rows import SignalRow, signal_rows
from progress.reports.tables import Column, sort_rows

COLUMNS: list[Column[SignalRow]] = [
    Column("reached", gettext_lazy("Reached"), lambda row: row.signal.reached),
    Column("done", gettext_lazy("Done or answered"), lambda row: row.signal.done),
    Column("stopped", gettext_lazy("Stopped here"), lambda row: row.signal.stopped),
    Column("right", gettext_lazy("Right at first try"), lambda row: row.share),
    Column("attempts", gettext_lazy("Attempts, median"), lambda row: row.signal.attempts),
]


def module_of(request: HttpRequest, pk: int) -> ModulePage:
    module = get_object_or_404(ModulePage, pk=pk)
    if not module.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return module


@require_GET
def signals_page(request: HttpRequest, pk: int) -> HttpResponse:
    module = module_of(request, pk)
    sort = request.GET.get("sort", "")
    context = {
        "module": module,
        "rows": sort_rows(signal_rows(module), COLUMNS, sort),
        "heads": list(heads(sort)),
        "is_sorted": sort.removeprefix("-") in {column.key for column in COLUMNS},
    }
    return render(request, "progress/admin/signals.html", context)


def heads(sort: str) -> Iterator[dict[str, Any]]:
    """Most first; then the other way round."""
    for column in COLUMNS:
        is_down = sort == f"-{column.key}"
        is_up = sort == column.key
        yield {
            "label": column.label,
            "url": f"?sort={column.key}" if is_down else f"?sort=-{column.key}",
            "sorted": "descending" if is_down else "ascending" if is_up else "",
        }


@require_GET
def signals_data(request: HttpRequest, pk: int) -> JsonResponse:
    """A line for each block, by its UUID without hyphens; none while fewer than five have come."""
    rows = signal_rows(module_of(request, pk))
    lines = {row.id: row.line for row in rows if row.signal.reached}
    said = "" if lines else _("Fewer than five people have come to this module yet.")
    return JsonResponse({"lines": lines, "said": said})


def module_editor(request: HttpRequest | None, page: Page, **extra: object) -> SafeString:
    """Reckons nothing: the script asks for the numbers once the editor is there."""
    urls = {name: reverse(f"vidare_{name}", args=[page.pk]) for name in ("signals", "signals_data")}
    return render_to_string("progress/admin/signals_panel.html", urls)


def signals_button(page: Page, user: Any, **kwargs: object) -> Iterator[Button]:
    if (
        isinstance(page.specific_deferred, ModulePage)
        and page.permissions_for_user(user).can_edit()
    ):
        url = reverse("vidare_signals", args=[page.pk])
        yield Button(_("Signals"), url, icon_name="view", priority=50)
