"""What a group is started with, and what it plans, confirms and writes."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from progress.models import Organisation
from progress.models.accounts import Person, name_of
from progress.reports.study_groups import GroupMember, Leader

LONGEST_NOTES = 20_000
BY_LINK = "link"


class SchoolForm(forms.Form):
    """Whom a manager starts a group for: the staff of a school of theirs, or who gets the link."""

    school = forms.ChoiceField(label=_("Who takes it together?"))

    def __init__(self, *args: Any, schools: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_pk = {str(one.pk): one for one in schools}
        cast(forms.ChoiceField, self.fields["school"]).choices = [
            (BY_LINK, _("Those whom I send the link")),
            *((pk, one.tree_name) for pk, one in self.by_pk.items()),
        ]

    @property
    def organisation(self) -> Organisation | None:
        return self.by_pk.get(self.cleaned_data["school"]) if self.is_bound else None


class StartGroupForm(forms.Form):
    name = forms.CharField(label=_("Name of the group"), max_length=200)
    facilitator = forms.TypedChoiceField(
        label=_("Who leads it?"),
        coerce=int,
        help_text=_("Plans the days, and confirms who was there."),
    )

    def __init__(self, *args: Any, starter: Person, staff: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = cast(forms.ChoiceField, self.fields["facilitator"])
        self.starter, self.others = starter, {one.pk: one for one in staff if one.pk != starter.pk}
        others = [(pk, name_of(one)) for pk, one in self.others.items()]
        asked.choices = [(starter.pk, _("I do")), *others]
        self.initial.setdefault("facilitator", starter.pk)
        if not others:
            del self.fields["facilitator"]

    @property
    def leader(self) -> Person:
        return self.others.get(self.cleaned_data.get("facilitator"), self.starter)


class HandOverForm(forms.Form):
    to = forms.TypedChoiceField(label=_("Who leads it?"), coerce=int)

    def __init__(self, *args: Any, people: Sequence[Leader], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {one.pk: one for one in people}
        cast(forms.ChoiceField, self.fields["to"]).choices = [(one.pk, one.name) for one in people]

    @property
    def chosen(self) -> Leader | None:
        return self.people.get(self.cleaned_data["to"]) if self.is_valid() else None


class PlanForm(forms.Form):
    planned_on = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave it empty to take the step out of the plan."),
    )


class PresentForm(forms.Form):
    """Who is confirmed already is no longer asked about."""

    present = forms.TypedMultipleChoiceField(
        label=_("Who was there?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, members: Sequence[GroupMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["present"]).choices = [
            (one.member.pk, one.name) for one in members
        ]


class NotesForm(forms.Form):
    """Carries the number of the notes that the writer read."""

    notes = forms.CharField(
        label=_("Shared notes"),
        required=False,
        max_length=LONGEST_NOTES,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Plain text. All in the group read and write it. Addresses become links."),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
