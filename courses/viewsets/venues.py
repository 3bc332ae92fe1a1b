"""Venues and their seats in the admin: never deleted, and never part of a page's revision."""

from typing import Any

import django_filters
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from courses.forms.venues import VenueForm
from courses.models import Occasion, Venue, VenueKind
from courses.viewsets.keeping import ButtonsFromAbove, SaysWhatFailed, StartingFrom


class VenueFilterSet(WagtailFilterSet):
    occasion = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Occasion"),
        queryset=Occasion.objects.current().select_related("course"),
    )
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=VenueKind.choices)

    class Meta:
        model = Venue
        fields = ["occasion", "kind"]


class VenueCreateView(StartingFrom, SaysWhatFailed, generic.CreateView):
    parent = "occasion"

    def get_success_url(self) -> str:
        return reverse("occasions:edit", args=[self.object.occasion_id])


class VenueEditView(ButtonsFromAbove, SaysWhatFailed, generic.EditView):
    buttons_hook = "vidare_venue_buttons"

    def get_success_url(self) -> str:
        return reverse("occasions:edit", args=[self.object.occasion_id])


class VenueIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        venues = Venue.objects.current().select_related("occasion__course")
        return venues.prefetch_related("pools")


def venue_seats(venue: Venue) -> str:
    """For each role that is offered: taken of capacity."""
    return ", ".join(
        f"{pool.get_role_display()}: {pool.taken} / {'∞' if pool.free is None else pool.capacity}"
        for pool in venue.pools.all()
    )


class VenueViewSet(ModelViewSet):
    model = Venue
    icon = "site"
    menu_label = gettext_lazy("Venues and seats")
    name = "venues"
    add_view_class = VenueCreateView
    edit_view_class = VenueEditView
    index_view_class = VenueIndexView
    copy_view_enabled = False
    add_to_reference_index = False
    filterset_class = VenueFilterSet
    search_fields = [
        "name",
        "places",
        "areas__name",
        "occasion__title",
        "occasion__course__title",
    ]
    ordering = ["-occasion__begins_on", "occasion", "sort_order"]
    list_display = [
        "__str__",
        Column("occasion", label=gettext_lazy("Occasion"), accessor="occasion"),
        Column("get_kind_display", label=gettext_lazy("Kind"), sort_key="kind"),
        Column("seats", label=gettext_lazy("Seats taken"), accessor=venue_seats),
        Column("cancelled_on", label=gettext_lazy("Cancelled"), sort_key="cancelled_on"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("occasion"),
            FieldPanel("kind"),
            FieldPanel("name"),
            FieldPanel("places"),
            FieldPanel("address"),
            FieldPanel("areas", widget=CheckboxSelectMultiple),
            MultiFieldPanel(
                [
                    FieldPanel("participant"),
                    FieldPanel("observer"),
                    FieldPanel("contributor"),
                ],
                gettext_lazy("Seats"),
            ),
            FieldPanel("join_url"),
            FieldPanel("note"),
        ],
        base_form_class=VenueForm,
    )

    def get_urlpatterns(self) -> list:
        return [url for url in super().get_urlpatterns() if url.name != "delete"]
