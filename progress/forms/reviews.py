"""What is asked of the list of what was handed in, and of who answers it."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from progress.models import Submission
from progress.reports.reviews import Choices, WantedReviews

LONGEST_COMMENT = 5000
STATES = [
    (Submission.State.HANDED_IN, _("Waiting to be read")),
    (Submission.State.RETURNED, Submission.State.RETURNED.label),
    (Submission.State.APPROVED, Submission.State.APPROVED.label),
]


class ReviewsForm(forms.Form):
    """The filters of the list. What is not understood is not filtered by, and said."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    course = forms.TypedChoiceField(
        label=_("Course"), required=False, coerce=UUID, empty_value=None
    )
    group = forms.TypedChoiceField(label=_("Group"), required=False, coerce=int, empty_value=None)
    search = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        self.fields["course"].choices = [every, *((str(k), t) for k, t in choices.courses)]
        self.fields["group"].choices = [every, *choices.groups]
        if not choices.groups:
            del self.fields["group"]

    def wanted(self) -> WantedReviews:
        """What was understood of it."""
        self.is_valid()
        said = self.cleaned_data
        return WantedReviews(
            state=said.get("state") or Submission.State.HANDED_IN,
            course=said.get("course"),
            group=said.get("group"),
            search=said.get("search", ""),
            sort=said.get("sort", ""),
        )

    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields if name != "sort")


class AnswerForm(forms.Form):
    comment = forms.CharField(
        label=_("Your comment"),
        required=False,
        max_length=LONGEST_COMMENT,
        help_text=_("Needed to return it. Whoever handed it in reads it, here and in their mail."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
