"""What is asked before an organiser changes what people are registered for."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Occasion, Venue
from progress.reports.registration_rows import venue_in_words

OTHER = "other"
ASK = "ask"


class ChangeForm(forms.Form):
    """Carries which edition of the occasion its organiser read."""

    edit_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, occasion: Occasion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("edit_version", occasion.edit_version)


class NoteForm(ChangeForm):
    note = forms.CharField(
        label=_("To those who are registered"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Stands in their mail and on the course's page: why, and what you regret."),
    )


class CancelVenueForm(NoteForm):
    """Whether each is asked, or all are moved to one venue."""

    move_to = forms.ChoiceField(
        label=_("What happens to those who have a place?"), widget=forms.RadioSelect
    )
    field_order = ["edit_version", "note", "move_to"]

    def __init__(self, *args: Any, others: Sequence[Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(venue.pk): venue for venue in others}
        asked = cast(forms.ChoiceField, self.fields["move_to"])
        asked.choices = [
            (ASK, _("Each is asked to choose another venue, or to withdraw")),
            *(
                (
                    key,
                    _("All are moved to %(venue)s, as far as its seats go")
                    % {"venue": venue_in_words(venue)},
                )
                for key, venue in self.others.items()
            ),
        ]
        self.initial.setdefault("move_to", ASK)

    @property
    def venue(self) -> Venue | None:
        """Where all are moved; None where each is asked."""
        return self.others.get(self.cleaned_data["move_to"])


class DecideForm(ChangeForm):
    """One of the towns that were told of, or another."""

    place = forms.ChoiceField(label=_("Which town is it?"), widget=forms.RadioSelect)
    other = forms.CharField(label=_("Another town"), max_length=200, required=False)
    address = forms.CharField(
        label=_("Address"),
        max_length=300,
        required=False,
        help_text=_("Where one is to come, if it is known."),
    )
    field_order = ["edit_version", "place", "other", "address"]

    def __init__(self, *args: Any, venue: Venue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = cast(forms.ChoiceField, self.fields["place"])
        asked.choices = [*((town, town) for town in venue.places), (OTHER, _("Another town"))]
        self.initial.setdefault("address", venue.address)
        if not venue.places:
            self.initial.setdefault("place", OTHER)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("place") == OTHER:
            cleaned["place"] = cleaned.get("other", "").strip()
            if not cleaned["place"]:
                self.add_error("other", _("Write which town it is."))
        return cleaned
