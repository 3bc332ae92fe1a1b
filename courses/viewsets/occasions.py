"""Occasions in the admin: never deleted, and never part of a page's revision."""

from typing import Any

import django_filters
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from courses.forms.meetings import MeetingForm, MeetingFormSet
from courses.forms.occasions import MilestoneForm, OccasionForm
from courses.forms.questions import ParticipantQuestionForm
from courses.models import DatedCoursePage, Occasion, OccasionState
from courses.querysets import with_seats
from courses.rules.occasion_states import NEXT
from courses.views.occasion_states import ABOVE, OccasionStateView, states_set_here
from courses.viewsets.keeping import ButtonsFromAbove, SaysWhatFailed, StartingFrom
from courses.viewsets.panels import FormInlinePanel, VenuesPanel


def seats_text(thing: Any) -> str:
    """Taken of capacity, and how many venues are without limit."""
    parts = []
    if thing.seats:
        parts.append(
            _("%(taken)s of %(seats)s") % {"taken": thing.seats_taken, "seats": thing.seats}
        )
    if thing.has_unlimited:
        parts.append(_("unlimited: %(taken)s") % {"taken": thing.unlimited_taken or 0})
    return " + ".join(parts) or "–"


class OccasionFilterSet(WagtailFilterSet):
    course = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Course"), queryset=DatedCoursePage.objects.order_by("title")
    )
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=OccasionState.choices)

    class Meta:
        model = Occasion
        fields = ["course", "state"]


class OccasionCreateView(StartingFrom, SaysWhatFailed, generic.CreateView):
    parent = "course"

    def get_success_url(self) -> str:
        return reverse(self.edit_url_name, args=[self.object.pk])


class OccasionEditView(ButtonsFromAbove, SaysWhatFailed, generic.EditView):
    buttons_hook = ABOVE

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """The states that may come next; each asks before it does anything."""
        here = states_set_here()
        return [
            *super().header_more_buttons,
            *(
                Button(
                    _("Change to: %(state)s") % {"state": OccasionState(state).label},
                    url=reverse("occasions:state", args=[self.object.pk, state]),
                    icon_name="rotate",
                )
                for state in NEXT[self.object.state]
                if state in here
            ),
        ]


class OccasionIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return with_seats(Occasion.objects.current()).select_related("course")


class OccasionViewSet(ModelViewSet):
    model = Occasion
    icon = "date"
    menu_label = gettext_lazy("Occasions")
    name = "occasions"
    add_to_settings_menu = False
    add_view_class = OccasionCreateView
    edit_view_class = OccasionEditView
    index_view_class = OccasionIndexView
    copy_view_enabled = False
    add_to_reference_index = False
    filterset_class = OccasionFilterSet
    search_fields = ["title", "course__title", "venues__name", "venues__areas__name"]
    ordering = ["-begins_on", "course__title", "sort_order"]
    list_display = [
        "__str__",
        Column("course", label=gettext_lazy("Course"), accessor="course.title"),
        Column("begins_on", label=gettext_lazy("First day"), sort_key="begins_on"),
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
        Column("seats", label=gettext_lazy("Seats taken"), accessor=seats_text),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("course"),
                    FieldPanel("title"),
                    FormInlinePanel(
                        "meetings",
                        form=MeetingForm,
                        formset=MeetingFormSet,
                        label=gettext_lazy("Meeting"),
                        heading=gettext_lazy("Meetings"),
                        panels=[
                            FieldPanel("on"),
                            FieldPanel("start"),
                            FieldPanel("end"),
                            FieldPanel("until"),
                            FieldPanel("venue"),
                            FieldPanel("title"),
                            FieldPanel("counts"),
                            FieldPanel("minutes"),
                        ],
                    ),
                    FieldPanel("note"),
                ],
                heading=gettext_lazy("When"),
            ),
            ObjectList(
                [VenuesPanel(heading=gettext_lazy("Venues and seats"))],
                heading=gettext_lazy("Where"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("opens"),
                            FieldPanel("closes"),
                            FieldPanel("intake"),
                            FieldPanel("applicants"),
                            FieldPanel("answers"),
                            FieldPanel("approver"),
                            FieldPanel("approval_days"),
                        ],
                        gettext_lazy("Registration"),
                    ),
                    MultiFieldPanel(
                        [
                            FieldPanel("waiting_list"),
                            FieldPanel("offer_hours"),
                            FieldPanel("hand_over_until"),
                            FieldPanel("counts_observers"),
                        ],
                        gettext_lazy("Seats and waiting"),
                    ),
                    FieldPanel("timezone"),
                    MultiFieldPanel(
                        [FieldPanel("round_number"), FieldPanel("round_label")],
                        gettext_lazy("Round"),
                    ),
                    FormInlinePanel(
                        "milestones",
                        form=MilestoneForm,
                        label=gettext_lazy("Milestone"),
                        heading=gettext_lazy("Milestones"),
                        panels=[FieldPanel("label"), FieldPanel("when")],
                    ),
                ],
                heading=gettext_lazy("Registration"),
            ),
            ObjectList(
                [
                    HelpPanel(
                        gettext_lazy(
                            "Ask only for what you need to run the day, and say why: "
                            "people see the reason beside the question. Answers about dietary "
                            "and access needs are deleted 30 days after the occasion."
                        )
                    ),
                    FormInlinePanel(
                        "questions",
                        form=ParticipantQuestionForm,
                        label=gettext_lazy("Question"),
                        heading=gettext_lazy("Questions to participants"),
                        panels=[
                            FieldPanel("kind"),
                            FieldPanel("label"),
                            FieldPanel("why"),
                            FieldPanel("choices"),
                            FieldPanel("required"),
                        ],
                    ),
                ],
                heading=gettext_lazy("Questions"),
            ),
            ObjectList(
                [
                    HelpPanel(
                        gettext_lazy(
                            "The recording is shown to everyone once the occasion is over."
                        )
                    ),
                    FieldPanel("recording"),
                ],
                heading=gettext_lazy("Afterwards"),
            ),
        ],
        base_form_class=OccasionForm,
    )

    def get_urlpatterns(self) -> list:
        state = OccasionStateView.as_view(edit_url_name=self.get_url_name("edit"))
        return [
            *(url for url in super().get_urlpatterns() if url.name != "delete"),
            path("<int:pk>/state/<slug:state>/", state, name="state"),
        ]
