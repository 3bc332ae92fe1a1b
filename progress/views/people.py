"""What a person says of themself: the profile."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from progress.actions.join_organisation import join_organisation
from progress.actions.leave_organisation import leave_organisation
from progress.actions.update_profile import update_profile
from progress.forms.people import OrganisationSearchForm, ProfileForm
from progress.models import Membership, Organisation
from progress.models.accounts import email_field
from progress.reports.organisations import find_organisations, with_those_above
from progress.views.language import keep_language


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    own = update_profile(person=request.user)
    today = timezone.localdate()
    form = ProfileForm(
        request.POST or None,
        initial={
            "name": request.user.get_full_name(),
            "printed_name": own.printed_name,
            "language": own.language,
        },
    )
    if request.method == "POST" and form.is_valid():
        update_profile(person=request.user, **form.cleaned_data)
        with override(form.cleaned_data["language"]):
            messages.success(request, _("Your profile is saved."))
        response = redirect("progress:profile")
        keep_language(response, form.cleaned_data["language"])
        return response
    memberships = list(
        Membership.objects.filter(person=request.user)
        .valid_on(today)
        .select_related("organisation")
        .order_by("organisation__path", "role")
    )
    places = with_those_above(membership.organisation for membership in memberships)
    search = OrganisationSearchForm(request.GET or None)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    context = {
        "form": form,
        "profile": own,
        "email": getattr(request.user, email_field()),
        "memberships": list(zip(memberships, places, strict=True)),
        "search": search,
        "words": words,
        "found": find_organisations(words, today) if words else [],
        "joined": {m.organisation_id for m in memberships if m.role == Membership.Role.TEACHER},
    }
    return render(request, "progress/profile.html", context)


@login_required
@require_POST
def join(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    wanted = request.POST.get("organisation", "")
    organisation = get_object_or_404(
        Organisation.objects.valid_on(today), pk=wanted if wanted.isdigit() else None
    )
    join_organisation(person=request.user, organisation=organisation)
    messages.success(request, _("You belong to %(name)s now.") % {"name": organisation})
    return redirect(reverse("progress:profile") + "#organisations")


@login_required
@require_POST
def leave(request: HttpRequest, membership_id: int) -> HttpResponse:
    """As a teacher; a manager's part is given and taken by the site's staff."""
    membership = get_object_or_404(
        Membership.objects.filter(person=request.user).teachers(), pk=membership_id
    )
    leave_organisation(membership=membership)
    messages.success(request, _("You have left %(name)s.") % {"name": membership.organisation})
    return redirect(reverse("progress:profile") + "#organisations")
