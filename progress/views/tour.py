"""The numbers of a course's occasions: organisers see all of them, leaders their own."""

from itertools import groupby
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from progress.permissions import SignedInRequest, may_organise
from progress.reports.tables import Table
from progress.reports.titles import course_titles
from progress.reports.tour import COLUMNS, occasions_of, tour_rows
from progress.views.report_files import file_response
from progress.views.table_heads import file_addresses


@login_required
@require_safe
def report(request: SignedInRequest, key: UUID, file: str = "") -> HttpResponseBase:
    organises = may_organise(request.user)
    occasions = occasions_of(key, led_by=None if organises else request.user.pk)
    if not organises and not occasions:
        raise PermissionDenied
    rows = tour_rows(occasions)
    title = course_titles([key], get_language() or "").get(key, "")
    if not title and occasions:
        title = occasions[0].course.title
    if file:
        name = _("participants %(course)s") % {"course": title}
        return file_response(Table(name, COLUMNS, rows), file)
    context = {
        "title": title,
        "groups": [list(group) for _key, group in groupby(rows, lambda row: row.occasion)],
        "files": file_addresses(request),
        "organises": organises,
    }
    response = render(request, "progress/leading/tour.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response
