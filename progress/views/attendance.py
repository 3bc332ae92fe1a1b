"""Who was there: a list to tap, meeting by meeting, and the closing of the occasion."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import Meeting, Occasion, SeatPool
from courses.rules.errors import RuleError
from progress.actions.mark_attendance import mark_all_present, mark_attendance
from progress.actions.take_walk_in import take_walk_in
from progress.forms.attendance import WalkInForm
from progress.forms.sentences import sentence
from progress.models import Registration
from progress.models.shown_names import shown_name
from progress.models.times import in_words
from progress.permissions import SignedInRequest
from progress.reports.attendance import line_of, meeting_lines, people_at
from progress.reports.attendance_file import attendance_columns, attendance_rows
from progress.reports.tables import Table
from progress.rules.attendance import CannotMark, read_hours, written_hours
from progress.rules.offers import Refusal
from progress.views.desk import at_desk, at_table
from progress.views.report_files import file_response
from progress.views.table_heads import file_addresses

LEAF = 100
require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@at_desk()
def meetings(request: SignedInRequest, occasion: Occasion, file: str = "") -> HttpResponseBase:
    lines = meeting_lines(occasion)
    if file:
        name = f"{occasion.course.title} {_('Attendance')}"
        rows = attendance_rows(occasion, lines)
        return file_response(Table(name, attendance_columns(lines), rows), file)
    context = at_table(occasion, "attendance") | {
        "meetings": lines,
        "files": file_addresses(request),
    }
    return render(request, "progress/desk/attendance.html", context)


@require_form
@at_desk()
def meeting(request: SignedInRequest, occasion: Occasion, meeting_id: int) -> HttpResponse:
    """Each person a button; the page's own script asks for JSON and gets what is stored."""
    found = _meeting(occasion, meeting_id)
    length = found.length or read_hours(_asked(request, "length")) or 0
    if request.method == "POST":
        return _mark(request, found, length)
    lines = people_at(found)
    search = request.GET.get("q", "").strip()[:100]
    leaf = Paginator(people_at(found, search) if search else lines, LEAF).get_page(
        request.GET.get("page")
    )
    context = at_table(occasion, "attendance") | {
        "meeting": found,
        "when": in_words(found, occasion.zone, get_language() or "en"),
        "length": written_hours(length) if length else "",
        "is_known": bool(found.length),
        "search": search,
        "leaf": leaf,
        "several_venues": len({line.venue for line in lines}) > 1,
        "present": sum(line.is_present for line in lines),
        "people": len(lines),
    }
    return render(request, "progress/desk/attendance_meeting.html", context)


def _mark(request: SignedInRequest, found: Meeting, length: int) -> HttpResponse:
    """`do` is present, absent or hours, of one; all, of everybody who is not marked."""
    do, marks = request.POST.get("do", ""), Registration.objects.filter(occasion=found.occasion_id)
    if do == "all":
        return _mark_all(request, found, length, marks)
    registration = get_object_or_404(
        marks.select_related("person__profile", "organisation", "workplace", "pool__venue"),
        pk=_number(request.POST.get("registration")),
    )
    minutes: int | None = length
    if do == "absent":
        minutes = None
    elif do == "hours":
        minutes = read_hours(request.POST.get("hours", ""))
    error = ""
    there = None
    if do == "hours" and minutes is None:
        error = _("Write the time as hours and minutes, such as 2:30.")
    elif do == "present" and not length:
        error = _("Say first how long the meeting was.")
    else:
        try:
            there = mark_attendance(
                registration=registration, meeting=found, minutes=minutes, by=request.user
            )
        except CannotMark as refused:
            error = sentence(refused)
    line = line_of(registration, there.minutes if there is not None else None)
    if "application/json" in request.headers.get("Accept", ""):
        if error:
            return JsonResponse({"error": error}, status=422)
        said = {"present": line.is_present, "hours": line.hours, "said": _said(line)}
        return JsonResponse(said | {"marked": found_present(found)})
    if error:
        messages.error(request, f"{line.name}: {error}")
    return redirect(_back(request, found) + f"#person-{registration.pk}")


def found_present(meeting: Meeting) -> int:
    return Registration.objects.confirmed().filter(attendance__meeting=meeting).count()


def _said(line: Any) -> str:
    if line.is_present:
        return _("Saved: %(name)s, present %(hours)s") % {"name": line.name, "hours": line.hours}
    return _("Saved: %(name)s, not present") % {"name": line.name}


def _mark_all(request: SignedInRequest, found: Meeting, length: int, marks: Any) -> HttpResponse:
    if not length:
        messages.error(request, _("Say first how long the meeting was."))
        return redirect(_back(request, found))
    try:
        number = mark_all_present(
            registrations=list(marks), meeting=found, minutes=length, by=request.user
        )
    except CannotMark as refused:
        messages.error(request, sentence(refused))
    else:
        words = ngettext("%(number)s more is present.", "%(number)s more are present.", number) % {
            "number": number
        }
        messages.success(request, words)
    return redirect(_back(request, found))


def _back(request: HttpRequest, found: Meeting) -> str:
    """The same list: the search, the page and the length that was said."""
    kept = {name: value for name in ("q", "page", "length") if (value := _asked(request, name))}
    url = reverse("progress:attendance_meeting", args=[found.occasion_id, found.pk])
    return f"{url}?{urlencode(kept)}" if kept else url


def _asked(request: HttpRequest, name: str) -> str:
    given = request.POST if request.method == "POST" else request.GET
    return str(given.get(name, ""))[:100]


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else 0


def _meeting(occasion: Occasion, meeting_id: int) -> Meeting:
    current = Meeting.objects.current().select_related("venue")
    return get_object_or_404(current, pk=meeting_id, occasion=occasion)


@require_form
@at_desk()
def walk_in(request: SignedInRequest, occasion: Occasion, meeting_id: int) -> HttpResponse:
    found = _meeting(occasion, meeting_id)
    pools = SeatPool.objects.with_offer().filter(
        venue__occasion=occasion, venue__cancelled_on=None, venue__archived_at=None
    )
    if found.venue_id is not None:
        pools = pools.filter(venue=found.venue_id)
    length = _asked(request, "length") or (written_hours(found.length) if found.length else "")
    # A group registers itself; who stands in the door is one.
    offered = list(pools.exclude(venue__kind="group").in_order())
    form = WalkInForm(request.POST or None, pools=offered, length=length)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            place = take_walk_in(
                meeting=found,
                pool=said["pool"],
                name=said["name"],
                email=said["email"],
                minutes=said["hours"],
                by=request.user,
            )
        except (Refusal, CannotMark) as refused:
            _refuse(form, refused)
        else:
            who = shown_name(place.person)
            messages.success(request, _("%(name)s has a place and is present.") % {"name": who})
            return redirect(_back(request, found))
    context = at_table(occasion) | {
        "meeting": found,
        "form": form,
        "length": length,
        "when": in_words(found, occasion.zone, get_language() or "en"),
    }
    return render(request, "progress/desk/walk_in.html", context)


def _refuse(form: WalkInForm, refused: RuleError) -> None:
    fields = {"too_long": "hours", "minutes": "hours", "no_name": "name"}
    form.add_error(fields.get(refused.code, "pool"), sentence(refused))
