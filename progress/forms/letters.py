"""A letter to the people of an occasion, as it is written at its desk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import SeatRole, Venue
from progress.forms.sentences import sentence
from progress.models import Letter
from progress.rules.letters import CannotWriteLetter, may_write

LONGEST = 20_000
MOMENT = "%Y-%m-%dT%H:%M"


class LetterForm(forms.Form):
    """The moment is in the occasion's own zone."""

    to = forms.ChoiceField(label=_("To"), choices=Letter.To.choices, initial=Letter.To.SEATED)
    venue = forms.TypedChoiceField(label=_("Venue"), required=False, coerce=int, empty_value=None)
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("All")), *SeatRole.choices]
    )
    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(
        label=_("Letter"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Plain text. Everybody is greeted by name above it; addresses become links."),
    )
    send_at = forms.DateTimeField(
        label=_("Send at"),
        required=False,
        input_formats=[MOMENT, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"}),
    )

    def __init__(self, *args: Any, venues: Sequence[Venue], zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.venues = {venue.pk: venue for venue in venues}
        self.zone = zone
        asked = cast(forms.ChoiceField, self.fields["venue"])
        asked.choices = [("", _("All")), *((venue.pk, str(venue)) for venue in venues)]
        self.fields["send_at"].help_text = _(
            "Leave empty to send it now. Else the day and the time in %(zone)s."
        ) % {"zone": zone.key}
        if len(self.venues) < 2:
            del self.fields["venue"]

    def clean_send_at(self) -> datetime | None:
        """Django read it in the site's zone: it is meant in the occasion's."""
        given: datetime | None = self.cleaned_data["send_at"]
        if given is None:
            return None
        return timezone.make_naive(given).replace(tzinfo=self.zone)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["venue"] = self.venues.get(cleaned.get("venue") or 0)
        if self.errors:
            return cleaned
        now = timezone.now()
        refusal = may_write(
            subject=cleaned["subject"],
            text=cleaned["text"],
            is_its_venue=True,
            send_at=cleaned["send_at"] or now,
            now=now,
        )
        if refusal is not None:
            self.refuse(refusal)
        return cleaned

    def refuse(self, refusal: CannotWriteLetter) -> None:
        self.add_error(refusal.code if refusal.code in self.fields else None, sentence(refusal))
