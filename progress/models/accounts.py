"""The host's user model, whatever it is: how progress reads and makes an account."""

from typing import TYPE_CHECKING, Any, TypeAlias

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import make_password
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q

from progress.rules.people import spellings

if TYPE_CHECKING:  # the type checker's plugin puts the model of AUTH_USER_MODEL here
    from django.contrib.auth.models import _User

    Person: TypeAlias = _User
else:
    Person = AbstractBaseUser


WORDED = ("sv", "nb", "nn", "en")  # the languages that have words of their own for the screen


def screen_languages() -> tuple[str, ...]:
    """Those among them that this site is read in."""
    offered = dict(settings.LANGUAGES)
    own = getattr(settings, "VIDARE_LANGUAGES", [code for code in WORDED if code in offered])
    return tuple(own) or (settings.LANGUAGE_CODE,)


def email_field() -> str:
    return get_user_model().get_email_field_name()


def name_fields() -> tuple[str, ...]:
    """One field for the whole name, or Django's two."""
    for field in ("name", "full_name"):
        try:
            get_user_model()._meta.get_field(field)
        except FieldDoesNotExist:
            continue
        return (field,)
    return ("first_name", "last_name")


def name_of(person: Any) -> str:
    return person.get_full_name() or getattr(person, email_field())


def matching(words: str, prefix: str = "") -> Q:
    """People of whom each word is in the name or the address; `prefix` leads to the account."""
    found = Q()
    for word in words.split()[:5]:
        one = Q(**{f"{prefix}{email_field()}__icontains": word})
        for field in name_fields():
            for spelling in spellings(word):
                one |= Q(**{f"{prefix}{field}__icontains": spelling})
        found &= one
    return found


def set_name(person: Any, name: str) -> bool:
    """Sets the name, unsaved; says whether it is another than before."""
    if person.get_full_name() == name:
        return False
    fields = name_fields()
    parts = (name,) if len(fields) == 1 else name.rpartition(" ")[::2]
    for field, value in zip(fields, parts, strict=True):
        setattr(person, field, value)
    return True


def new_account(email: str, name: str) -> Any:
    """An account, unsaved, that nobody can sign in to before a password is set by a link."""
    model = get_user_model()
    person = model(**{email_field(): email, "password": make_password(None)})
    if email_field() != model.USERNAME_FIELD:
        setattr(person, model.USERNAME_FIELD, email)
    set_name(person, name)
    return person
