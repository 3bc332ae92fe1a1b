"""A group gets another facilitator: chosen, asked about, and done."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.rules.errors import RuleError
from progress.actions.hand_over_group import hand_over_group
from progress.forms.sentences import sentence
from progress.forms.study_groups import HandOverForm
from progress.models import StudyGroup
from progress.permissions import SignedInRequest, may_lead_group, may_see_group
from progress.reports.study_groups import leaders_to_choose
from progress.views.study_groups import in_group


@require_http_methods(["GET", "HEAD", "POST"])
@in_group()
def hand_over(request: SignedInRequest, group: StudyGroup) -> HttpResponse:
    """A GET that names somebody asks; the POST does it. Sent twice, it is done once."""
    if not may_lead_group(request.user, group):
        if request.POST.get("to") == str(group.facilitator_id):
            return redirect("progress:group", group.pk)
        raise Http404
    people = leaders_to_choose(group, visitor=request.user, today=timezone.localdate())
    said = request.POST if request.method == "POST" else request.GET
    form = HandOverForm(said if "to" in said else None, people=people)
    chosen = form.chosen
    refused = ""
    if request.method == "POST" and chosen is not None:
        try:
            hand_over_group(
                group=group, to=get_user_model().objects.get(pk=chosen.pk), by=request.user
            )
        except RuleError as error:
            refused = sentence(error)
        else:
            messages.success(request, _("%(name)s leads the group now.") % {"name": chosen.name})
            group.refresh_from_db()
            is_open = may_see_group(request.user, group)
            return redirect("progress:group", group.pk) if is_open else redirect("progress:groups")
    context = {
        "group": group,
        "form": form,
        "people": people,
        "chosen": chosen,
        "refused": refused,
    }
    return render(request, "progress/groups/hand_over.html", context)
