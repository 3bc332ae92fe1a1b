from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import SeatPool
from progress.forms.desk import PoolField
from progress.forms.people import NameField
from progress.rules.attendance import read_hours


class HoursField(forms.CharField):
    """Written as 6:30 or 6,5; minutes in the program."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Hours present"))
        super().__init__(max_length=8, **kwargs)

    def clean(self, value: Any) -> int:
        text = super().clean(value)
        minutes = read_hours(text)
        if minutes is None:
            raise forms.ValidationError(_("Write the time as hours and minutes, such as 2:30."))
        return minutes


class WalkInForm(forms.Form):
    """Who stands in the door: an address, a name, and where they sit."""

    name = NameField(widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    pool = PoolField(label=_("Seats"))
    hours = HoursField(help_text=_("Hours and minutes, such as 2:30."))

    def __init__(
        self, *args: Any, pools: Sequence[SeatPool], length: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        cast(PoolField, self.fields["pool"]).offer(pools)
        self.initial.setdefault("hours", length)
        if len(pools) == 1:
            self.initial.setdefault("pool", pools[0].pk)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()
