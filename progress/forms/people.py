"""What a person says of themself."""

from typing import Any

from django import forms
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from progress.models.accounts import screen_languages
from progress.rules.people import LONGEST_NAME, text_faults, tidy


def language_choices() -> list[tuple[str, str]]:
    """The languages that have words for the screen, each by its own name."""
    return [
        (code, get_language_info(code)["name_local"].capitalize()) for code in screen_languages()
    ]


class NameField(forms.CharField):
    """A person's name: no personal identity number, and nothing that cannot be printed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Name"))
        super().__init__(max_length=LONGEST_NAME, **kwargs)

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        for message, params in text_faults(value):
            sentence = gettext(message) % params
            raise forms.ValidationError(sentence[:1].upper() + sentence[1:])


class ProfileForm(forms.Form):
    name = NameField(widget=forms.TextInput(attrs={"autocomplete": "name"}))
    printed_name = NameField(
        label=_("Name as printed"),
        required=False,
        help_text=_("As it shall stand on certificates. Leave empty to use your name."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=language_choices,
        help_text=_("Of the pages when you have signed in, of mails and of certificates."),
    )


class OrganisationSearchForm(forms.Form):
    q = forms.CharField(label=_("Find a school or another organisation"), max_length=100)
