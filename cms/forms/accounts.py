"""Sign-in, sign-up and passwords."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.password_validation import (
    password_validators_help_text_html,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.models import User
from cms.tasks import Mail, send_later
from cms.throttle import (
    FAILED_SIGN_INS,
    FAILED_SIGN_INS_FROM_ONE_PLACE,
    may_mail,
    place_of,
)
from progress.forms.people import NameField, language_choices


class SignInForm(auth_forms.AuthenticationForm):
    error_messages = auth_forms.AuthenticationForm.error_messages | {
        "invalid_login": _("The e-mail address and the password do not belong together."),
        "too_many": _("Too many tries. Wait a quarter of an hour, or choose a new password."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget = forms.EmailInput(attrs={"autocomplete": "username"})
        self.fields["username"].label = _("E-mail address")

    def clean(self) -> dict[str, Any]:
        place = place_of(self.request)
        pair = f"{self.cleaned_data.get('username')} {place}"
        if FAILED_SIGN_INS.is_over(pair) or FAILED_SIGN_INS_FROM_ONE_PLACE.is_over(place):
            raise ValidationError(self.error_messages["too_many"], code="too_many")
        try:
            cleaned = super().clean()
        except ValidationError:
            FAILED_SIGN_INS.count(pair)
            FAILED_SIGN_INS_FROM_ONE_PLACE.count(place)
            raise
        FAILED_SIGN_INS.forget(pair)
        return cleaned


class SignUpForm(forms.Form):
    name = NameField(widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We send a link there, which you open to confirm that it is yours."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=language_choices)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=lazy(password_validators_help_text_html, str)(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language() or settings.LANGUAGE_CODE

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if password := cleaned.get("password"):
            likeness = User(email=cleaned.get("email", ""), name=cleaned.get("name", ""))
            try:
                validate_password(password, likeness)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class ForgottenPasswordForm(AddressForm):
    """The link goes to everyone with an active account: who was imported sets a first password."""

    def get_users(self, email: str) -> Iterator[User]:
        yield from User.objects.filter(email=email, is_active=True)

    def save(self, *, request: Any, **_how: Any) -> None:
        email = self.cleaned_data["email"]
        if not may_mail(request, email):
            return
        for person in self.get_users(email):
            send_later(Mail.SET_PASSWORD, person.pk)
