from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.models import Occasion
from progress.models import OccasionStaff
from progress.models.accounts import email_field


class OccasionStaffForm(WagtailAdminModelForm):
    """A person is named by the address of their account: a list of everyone would be too long."""

    address = forms.EmailField(
        label=_("E-mail address"), help_text=_("The address of somebody who has an account here.")
    )

    class Meta:
        model = OccasionStaff
        fields = ["occasion", "role"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        occasions = Occasion.objects.current().select_related("course")
        self.fields["occasion"].queryset = occasions.order_by("-begins_on", "course__title")
        if self.instance.person_id:
            self.initial["address"] = getattr(self.instance.person, email_field())

    def clean_address(self) -> str:
        address = self.cleaned_data["address"]
        people = get_user_model().objects.filter(**{f"{email_field()}__iexact": address})
        person = people.filter(is_active=True).first()
        if person is None:
            raise ValidationError(_("Nobody here has that address."), code="nobody")
        self.instance.person = person
        return address

    def _get_validation_exclusions(self) -> set[str]:
        """So that a person who leads the occasion already is an error on the form."""
        excluded = super()._get_validation_exclusions()
        return excluded - {"person"} if self.instance.person_id else excluded
