"""Groups that take a course together: their list, one's page, starting, joining, leaving."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import CoursePage
from courses.rules.errors import RuleError
from courses.rules.html import linkify_plain
from progress.actions.close_group import close_group
from progress.actions.join_study_group import join_study_group
from progress.actions.leave_study_group import leave_study_group
from progress.actions.renew_group_key import renew_group_key
from progress.actions.start_group import start_group
from progress.forms.sentences import sentence
from progress.forms.study_groups import SchoolForm, StartGroupForm
from progress.models import StudyGroup
from progress.permissions import (
    SignedInRequest,
    may_lead_group,
    may_read_shared,
    may_see_group,
    may_start_group,
)
from progress.reports.scope import scope_of
from progress.reports.study_groups import GroupSeen, group_lines, read_group, staff_to_add

require_form = require_http_methods(["GET", "HEAD", "POST"])


def in_group(
    may: Callable[[Any, StudyGroup], bool] = may_see_group,
) -> Callable[[Any], Any]:
    """The view gets the group; to whom it is not open, it is not there."""

    def guard(view: Any) -> Any:
        @wraps(view)
        @login_required
        def guarded(request: SignedInRequest, group_id: int, **where: Any) -> HttpResponse:
            groups = StudyGroup.objects.select_related(
                "course__packagepage", "course__locale", "organisation", "facilitator__profile"
            )
            group = get_object_or_404(groups, pk=group_id)
            if not may(request.user, group):
                raise Http404
            response: HttpResponse = view(request, group, **where)
            response.headers["Cache-Control"] = "private, no-store"
            return response

        return guarded

    return guard


def seen(request: SignedInRequest, group: StudyGroup) -> GroupSeen:
    return read_group(group, visitor=request.user, language=get_language() or "en")


@login_required
@require_safe
def groups(request: SignedInRequest) -> HttpResponse:
    lines = group_lines(request.user, language=get_language() or "en", today=timezone.localdate())
    return render(request, "progress/groups/groups.html", {"lines": lines})


@require_safe
@in_group()
def group(request: SignedInRequest, group: StudyGroup) -> HttpResponse:
    leads = may_lead_group(request.user, group)
    found = seen(request, group)
    context = {
        "seen": found,
        "group": group,
        "leads": leads,
        "link": request.build_absolute_uri(
            reverse("progress:join_study_group", args=[group.join_key])
        ),
        "notes": linkify_plain(group.notes),
        "reads_shared": may_read_shared(request.user, group),
        "is_member": any(one.is_self for one in found.members),
        "leads_itself": group.facilitator_id == request.user.pk,
    }
    return render(request, "progress/groups/group.html", context)


@login_required
@require_form
def start(request: SignedInRequest, course_id: int) -> HttpResponse:
    """A manager says first for whom: then the names of those who can lead it are known."""
    course = get_object_or_404(CoursePage.objects.live(), pk=course_id)
    if not may_start_group(request.user):
        raise Http404
    today = timezone.localdate()
    scope = scope_of(request.user, today)
    # Of a school that is not the visitor's to choose there is nothing here.
    asked = request.GET if "school" in request.GET else None
    schools = SchoolForm(asked, schools=scope.choices() if scope.paths else [])
    if asked is not None and not schools.is_valid():
        raise Http404
    school = schools.organisation
    staff = staff_to_add(school, today) if school is not None else []
    form = StartGroupForm(
        request.POST or None,
        starter=request.user,
        staff=staff,
        initial={"name": school.name if school else ""},
    )
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            begun = start_group(
                course=course,
                name=form.cleaned_data["name"],
                started_by=request.user,
                facilitator=form.leader,
                organisation=school,
            )
        except RuleError as error:
            refused = sentence(error)
        else:
            return redirect("progress:group", begun.pk)
    context = {
        "course": course,
        "form": form,
        "schools": schools if scope.paths else None,
        "school": school,
        "staff": staff,
        "refused": refused,
    }
    return render(request, "progress/groups/start.html", context)


@login_required
@require_form
def join(request: SignedInRequest, key: str) -> HttpResponse:
    """Says what the group is and asks; the POST makes the visitor a member."""
    group = StudyGroup.objects.select_related("course").filter(join_key=key).first()
    if group is None:
        return render(request, "progress/groups/unknown.html", status=404)
    refused = ""
    if request.method == "POST":
        try:
            join_study_group(group=group, person=request.user)
        except RuleError as error:
            refused = sentence(error)
        else:
            return redirect("progress:group", group.pk)
    context = {
        "group": group,
        "course": group.course,
        "refused": refused,
        "is_member": may_see_group(request.user, group),
    }
    response = render(request, "progress/groups/join.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_POST
@in_group()
def leave(request: SignedInRequest, group: StudyGroup) -> HttpResponse:
    try:
        leave_study_group(group=group, person=request.user)
    except RuleError as error:
        messages.error(request, sentence(error))
        return redirect("progress:group", group.pk)
    messages.success(request, _("You have left the group. What you did in it stays yours."))
    return redirect("progress:groups")


@require_form
@in_group(may_lead_group)
def close(request: SignedInRequest, group: StudyGroup) -> HttpResponse:
    if request.method == "POST":
        close_group(group=group)
        return redirect("progress:group", group.pk)
    return render(request, "progress/groups/close.html", {"group": group, "course": group.course})


@require_POST
@in_group(may_lead_group)
def renew(request: SignedInRequest, group: StudyGroup) -> HttpResponse:
    try:
        renew_group_key(group=group)
    except RuleError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("The group has a new link. The old one leads nowhere."))
    return redirect("progress:group", group.pk)
