from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from progress.forms.desk import DesksForm
from progress.permissions import SignedInRequest, may_organise
from progress.reports.desks import desks

LEAF = 50


@login_required
@require_safe
def occasions(request: SignedInRequest) -> HttpResponse:
    """What the visitor leads, ahead or past; of an organiser, every occasion."""
    form = DesksForm(request.GET)
    form.is_valid()
    search, past = form.cleaned_data.get("search", ""), bool(form.cleaned_data.get("past"))
    organises = may_organise(request.user)

    def found(past: bool) -> Any:
        today = timezone.localdate()
        return desks(request.user, today, every=organises, past=past, search=search)

    leaf = Paginator(found(past), LEAF).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "leaf": leaf,
        "rows": leaf.object_list,
        "past": past,
        "search": search,
        "organises": organises,
        "others": found(not past).count(),
    }
    return render(request, "progress/leading/occasions.html", context)
