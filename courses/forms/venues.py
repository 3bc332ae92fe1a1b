"""The editor's form of a venue: where, for whom, and one number of seats per role."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.actions.announce_changes import announce_changes
from courses.actions.set_capacity import CapacityError, set_capacity
from courses.forms.editions import EditionForm
from courses.forms.fields import LinesField, SeatsField, as_validation_error
from courses.models import Occasion, SeatPool, SeatRole, Venue, VenueKind


class VenueForm(EditionForm):
    places = LinesField(
        label=gettext_lazy("Place"),
        required=False,
        help_text=gettext_lazy(
            "The town. Several, one on each line, while it is not decided which; "
            "none while it is to come."
        ),
    )
    participant = SeatsField(label=gettext_lazy("Seats for participants"))
    observer = SeatsField(label=gettext_lazy("Seats for observers"))
    contributor = SeatsField(label=gettext_lazy("Seats for contributors"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pools = {pool.role: pool for pool in self._pools()}
        for role in SeatRole.values:
            pool = self.pools.get(role)
            offered = bool(pool) or (not self.instance.pk and role == SeatRole.PARTICIPANT)
            self.initial[role] = (offered, pool.capacity if pool else None)
        if self.instance.pk and "occasion" in self.fields:
            self.fields["occasion"].disabled = True
        if "occasion" in self.fields:
            occasions = Occasion.objects.current().select_related("course")
            self.fields["occasion"].queryset = occasions.order_by("-begins_on")

    def _pools(self) -> list[SeatPool]:
        return list(self.instance.pools.all()) if self.instance.pk else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") != VenueKind.PLACE and cleaned.get("places"):
            self.add_error("places", _("Only a venue on site has a place."))
        for role in SeatRole.values:
            offered, capacity = cleaned.get(role) or (False, None)
            pool = self.pools.get(role)
            if pool and offered and capacity is not None and capacity < pool.taken:
                self.add_error(
                    role,
                    ValidationError(
                        _(
                            "Seats taken already: %(taken)s. "
                            "The capacity cannot be lower than that."
                        ),
                        code="fewer_than_taken",
                        params={"taken": pool.taken},
                    ),
                )
        return cleaned

    def save(self, commit: bool = True) -> Venue:
        venue = super().save(commit=False)
        if not venue.slug:
            venue.slug = _free_slug(venue)
        if not commit:
            return venue
        with announce_changes(occasion_id=venue.occasion_id, by=self.for_user):
            # A new one is in no form that somebody has open: nothing of theirs would undo it.
            if venue.pk:
                self.claim(venue.occasion_id)
            own = {field.name for field in Venue._meta.concrete_fields}
            shown = [name for name in self.fields if name in own - {"occasion"}]
            venue.save(update_fields=[*shown, "slug"]) if venue.pk else venue.save()
            self._save_m2m()
            for role in SeatRole.values:
                offered, capacity = self.cleaned_data[role]
                if offered or role in self.pools:
                    self._set(venue, role, capacity, offered)
        return venue

    def _set(self, venue: Venue, role: str, capacity: int | None, offered: bool) -> None:
        try:
            set_capacity(venue=venue, role=role, capacity=capacity, offered=offered)
        except CapacityError as error:
            # Taken between the check and the write: the transaction goes back, the form says why.
            raise as_validation_error(error) from error


def _free_slug(venue: Venue) -> str:
    name = venue.name or "-".join(venue.places) or venue.kind
    stem = slugify(name)[:60].strip("-") or venue.kind
    taken = set(Venue.objects.filter(occasion=venue.occasion).values_list("slug", flat=True))
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug
