from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from progress.forms.desk import DesksForm
from progress.permissions import SignedInRequest, may_organise
from progress.reports.desks import COLUMNS, HEADS, desks
from progress.reports.tables import Table
from progress.views.report_files import file_response
from progress.views.table_heads import file_addresses, table_heads

LEAF = 50


@login_required
@require_safe
def occasions(request: SignedInRequest, file: str = "") -> HttpResponseBase:
    """What the visitor leads, ahead or past; of an organiser, every occasion."""
    form = DesksForm(request.GET)
    form.is_valid()
    search, past = form.cleaned_data.get("search", ""), bool(form.cleaned_data.get("past"))
    sort = form.cleaned_data.get("sort", "")
    organises = may_organise(request.user)

    def found(past: bool) -> Any:
        today = timezone.localdate()
        return desks(request.user, today, every=organises, past=past, search=search, sort=sort)

    if file:
        return file_response(Table(_("Occasions"), COLUMNS, found(past)), file)
    leaf = Paginator(found(past), LEAF).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "leaf": leaf,
        "rows": leaf.object_list,
        "past": past,
        "search": search,
        "sort": sort,
        "heads": table_heads(request, HEADS, sort or ("-date" if past else "date")),
        "files": file_addresses(request),
        "organises": organises,
        "others": found(not past).count(),
    }
    return render(request, "progress/leading/occasions.html", context)
