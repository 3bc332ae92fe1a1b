"""The filters of a report. What is not understood is not filtered by, and said."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from progress.models import Organisation, State
from progress.reports.people import Wanted
from progress.reports.places import TO_APPROVE

EVERY_STATE = [
    ("", _("All")),
    ("none", _("Nothing begun")),
    ("going-on", _("Going on")),
    ("completed", _("Completed")),
]


SCHOOL_STATES = [("", _("All")), ("none", _("Nobody takes part"))]
PLACE_STATES = [
    ("", _("All")),
    (State.CONFIRMED, State.CONFIRMED.label),
    (State.OFFERED, State.OFFERED.label),
    (State.QUEUED, State.QUEUED.label),
    (TO_APPROVE, _("Waits for approval")),
    (State.NEEDS_CHOICE, State.NEEDS_CHOICE.label),
]


class ReportForm(forms.Form):
    organisation = forms.TypedChoiceField(
        label=_("Organisation"), required=False, coerce=int, empty_value=None
    )
    course = forms.TypedChoiceField(
        label=_("Course"), required=False, coerce=UUID, empty_value=None
    )
    group = forms.TypedChoiceField(
        label=_("Study group"), required=False, coerce=int, empty_value=None
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=EVERY_STATE)
    start = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    end = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    search = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        organisations: Sequence[Organisation],
        courses: Iterable[tuple[UUID, str]],
        groups: Sequence[tuple[int, str]] = (),
        without: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {node.pk: node for node in organisations}
        top = min((node.depth for node in organisations), default=1)
        self.fields["organisation"].choices = [
            ("", _("All")),
            *((node.pk, "\u2003" * (node.depth - top) + node.name) for node in organisations),
        ]
        self.fields["course"].choices = [("", _("All")), *((str(k), t) for k, t in courses)]
        self.fields["group"].choices = [("", _("All")), *groups]
        for name in (*without, *(() if groups else ("group",))):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The period ends before it begins."))
        return cleaned

    def wanted(self, course: UUID | None = None) -> Wanted:
        """What was understood of it."""
        self.is_valid()
        said = self.cleaned_data
        return Wanted(
            organisation=self.organisations.get(said.get("organisation") or 0),
            course=course or said.get("course"),
            group=said.get("group"),
            state=said.get("state", ""),
            start=said.get("start"),
            end=said.get("end"),
            search=said.get("search", ""),
            sort=said.get("sort", ""),
        )

    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields if name != "sort")


class SearchForm(forms.Form):
    """Of a table that is only searched and sorted."""

    search = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def said(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("search", "sort")}
