from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from progress.actions.place_organisation import place_organisation
from progress.models import Organisation, Profile
from progress.rules.people import text_faults, tidy


class OrganisationForm(WagtailAdminModelForm):
    """Where it belongs is a field like the others: another one there moves it."""

    parent = forms.ModelChoiceField(
        label=_("Belongs to"),
        queryset=Organisation.objects.all(),
        required=False,
        help_text=_("Leave empty for a county or another one on top. All below comes along."),
    )

    class Meta:
        model = Organisation
        fields = ["name", "kind", "valid_from", "valid_to", "area"]
        widgets = {"valid_from": AdminDateInput, "valid_to": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["parent"] = self.instance.get_parent()

    def clean_name(self) -> str:
        name = tidy(self.cleaned_data["name"])
        for message, params in text_faults(name):
            raise ValidationError(gettext(message) % params)
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begins and ends and ends <= begins:
            self.add_error("valid_to", _("It ends before it begins."))
        parent = cleaned.get("parent")
        if parent and self.instance.pk and parent.path.startswith(self.instance.path):
            self.add_error("parent", _("It cannot belong to itself, or to one below it."))
        return cleaned

    def save(self, commit: bool = True) -> Organisation:
        if not commit:
            return super().save(commit=False)
        organisation = super().save(commit=False)
        self.instance = place_organisation(
            organisation=organisation, parent=self.cleaned_data.get("parent")
        )
        return self.instance


class MembershipForm(WagtailAdminModelForm):
    class Meta:
        widgets = {"valid_from": AdminDateInput, "valid_to": AdminDateInput}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begins and ends and ends <= begins:
            self.add_error("valid_to", _("It ends before it begins."))
        return cleaned


class AdminProfileForm(WagtailAdminModelForm):
    """The staff's: who has a protected identity, and by what name a course leader knows them."""

    class Meta:
        model = Profile
        fields = ["person", "printed_name", "language", "is_protected", "alias"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("is_protected") and not cleaned.get("alias"):
            self.add_error("alias", _("Give an alias for a person with a protected identity."))
        return cleaned
