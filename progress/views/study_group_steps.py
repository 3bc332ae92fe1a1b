"""What a group does together: its days, who was there, and its notes."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.rules.errors import RuleError
from progress.actions.confirm_joint_step import confirm_joint_step
from progress.actions.plan_joint_step import plan_joint_step
from progress.actions.save_group_notes import save_group_notes
from progress.forms.sentences import sentence
from progress.forms.study_groups import NotesForm, PlanForm, PresentForm
from progress.models import StudyGroup
from progress.permissions import SignedInRequest, may_lead_group
from progress.reports.study_groups import GroupSeen, GroupStep
from progress.rules.study_groups import NotesConflict
from progress.views.study_groups import in_group, seen

require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_form
@in_group(may_lead_group)
def plan(request: SignedInRequest, group: StudyGroup, step: str) -> HttpResponse:
    found, one = step_of(request, group, step)
    form = PlanForm(request.POST or None, initial={"planned_on": one.day})
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            plan_joint_step(group=group, step=step, planned_on=form.cleaned_data["planned_on"])
        except RuleError as error:
            refused = sentence(error)
        else:
            messages.success(request, _("The plan is saved."))
            return redirect("progress:group", group.pk)
    context = {"group": group, "seen": found, "step": one, "form": form, "refused": refused}
    return render(request, "progress/groups/plan.html", context)


@require_form
@in_group(may_lead_group)
def confirm(request: SignedInRequest, group: StudyGroup, step: str) -> HttpResponse:
    """Who was there; those whom it was confirmed for before stay so."""
    found, one = step_of(request, group, step)
    there = {each.member.pk for each in one.present}
    asked = [each for each in found.members if each.member.pk not in there]
    form = PresentForm(request.POST if request.method == "POST" else None, members=asked)
    refused = ""
    # A tick for who was confirmed meanwhile, by another or by the same form sent twice, is kept.
    ticked = request.POST.getlist("present")
    if request.method == "POST":
        try:
            confirm_joint_step(
                group=group,
                step=step,
                present=[int(pk) for pk in ticked if pk.isdecimal() and len(pk) < 19],
                by=request.user,
            )
        except RuleError as error:
            refused = sentence(error)
        else:
            messages.success(request, _("It is done, and counted for those who were there."))
            return redirect("progress:group", group.pk)
    context = {"group": group, "seen": found, "step": one, "form": form, "refused": refused}
    return render(request, "progress/groups/confirm.html", context)


def step_of(request: SignedInRequest, group: StudyGroup, step: str) -> tuple[GroupSeen, GroupStep]:
    found = seen(request, group)
    one = found.find(step)
    if one is None:
        raise Http404
    return found, one


@require_form
@in_group()
def notes(request: SignedInRequest, group: StudyGroup) -> HttpResponse:
    """Where two write at once, the later one sees both texts, and decides."""
    initial = {"notes": group.notes, "version": group.notes_version}
    form = NotesForm(request.POST or None, initial=initial)
    refused, theirs, status = "", "", 200
    if request.method == "POST" and form.is_valid():
        try:
            save_group_notes(group=group, **form.cleaned_data)
        except NotesConflict as conflict:
            refused, theirs, status = sentence(conflict), conflict.notes, 409
            own = {"notes": form.cleaned_data["notes"], "version": conflict.version}
            form = NotesForm(initial=own)
        except RuleError as error:
            refused, status = sentence(error), 409
        else:
            messages.success(request, _("The notes are saved."))
            return redirect("progress:group", group.pk)
    context = {"group": group, "form": form, "refused": refused, "theirs": theirs}
    return render(request, "progress/groups/notes.html", context, status=status)
