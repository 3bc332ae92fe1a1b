from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.permissions import policy_registry

from courses.actions.set_occasion_state import set_occasion_state
from courses.forms.fields import as_validation_error
from courses.models import Occasion, OccasionState
from courses.rules.occasion_states import StateError, is_taken_up

# Where an app above knows people, it has its own screens for what they must be told of.
TOLD_OF = (OccasionState.CANCELLED, OccasionState.POSTPONED)
ABOVE = "vidare_occasion_buttons"


def states_set_here() -> list[str]:
    elsewhere = TOLD_OF if hooks.get_hooks(ABOVE) else ()
    return [state for state in OccasionState.values if state not in elsewhere]


class OccasionStateView(TemplateView):
    """Asks, and on POST changes the state of an occasion."""

    template_name = "courses/admin/occasion_state.html"
    edit_url_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, state: str) -> HttpResponse:
        self.occasion = get_object_or_404(Occasion.objects.select_related("course"), pk=pk)
        self.state = state
        policy = policy_registry.get_by_type(Occasion)
        allowed = policy.user_has_permission(request.user, "change")
        if not allowed or state not in states_set_here():
            messages.error(request, _("You may not change this occasion."))
            return redirect("wagtailadmin_home")
        return super().dispatch(request, *args, pk=pk, state=state)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            occasion=self.occasion,
            wanted=OccasionState(self.state).label,
            is_taken_up=is_taken_up(self.occasion.state, self.state),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int, state: str) -> HttpResponse:
        try:
            set_occasion_state(occasion=self.occasion, state=state, by=request.user)
        except StateError as error:
            messages.error(request, as_validation_error(error).messages[0])
        else:
            label = self.occasion.get_state_display()
            messages.success(request, _("The occasion is now: %(state)s.") % {"state": label})
        return redirect(self.edit_url_name, self.occasion.pk)
