"""Wagtail's forms for users, for a user who has one name and signs in by an address."""

from typing import Any

from django import forms
from wagtail.admin.forms import account
from wagtail.users import forms as wagtail_forms

from cms.models import User
from progress.forms.people import NameField

FIELDS = {"email", "name", "is_superuser", "groups"}


class OneName(forms.ModelForm):
    first_name = None
    last_name = None
    name = NameField()

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class UserCreationForm(OneName, wagtail_forms.UserCreationForm):
    """Without a password, the person sets one by the link of a forgotten password."""

    password_required = False

    class Meta(wagtail_forms.UserCreationForm.Meta):
        model = User
        fields = FIELDS

    def save(self, commit: bool = True) -> User:
        if not self.cleaned_data.get("password1"):
            self.instance.set_unusable_password()
        return super().save(commit)


class UserEditForm(OneName, wagtail_forms.UserEditForm):
    class Meta(wagtail_forms.UserEditForm.Meta):
        model = User
        fields = FIELDS | {"is_active"}


class AccountNameForm(account.NameEmailForm):
    """One's own account in the admin. By the address one signs in: who keeps users changes it."""

    first_name = None
    last_name = None
    email = None
    name = NameField()

    class Meta:
        model = User
        fields = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        forms.ModelForm.__init__(self, *args, **kwargs)
