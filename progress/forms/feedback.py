from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from progress.models import Feedback

LONGEST = Feedback._meta.get_field("text").max_length or 5000


class FeedbackForm(forms.Form):
    """Plain text. `website` is for programs that fill in every field: people do not see it."""

    text = forms.CharField(
        label=_("Your views"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    group = forms.CharField(
        label=_("Group or organisation"),
        max_length=200,
        required=False,
        help_text=_("If you followed it together. Write no names of people."),
    )
    website = forms.CharField(required=False, max_length=200, label=_("Leave this empty"))

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\x00", "")

    def refuse(self, words: Any) -> None:
        self.add_error(None, words)
