from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from progress.models.accounts import Person
from progress.permissions import colleague_at

NOBODY = _(
    "No colleague of yours has an account with this address. A colleague is somebody at the same "
    "school or organisation as you. Ask them to sign up first."
)


class HandOverForm(forms.Form):
    """To a colleague. An address of somebody else gets the same answer as one of nobody."""

    email = forms.EmailField(
        label=_("Your colleague's e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.colleague: Person | None = None

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        self.colleague = colleague_at(self.person, email)
        if self.colleague is None:
            raise forms.ValidationError(NOBODY)
        return str(email)

    def refuse(self, words: str) -> None:
        self.add_error("email", words)
