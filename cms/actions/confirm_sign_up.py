from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone

from cms.models import User
from cms.models.sign_up import LINK_SALT, SignUp
from progress.actions.update_profile import update_profile


class LinkError(ValueError):
    """A link that was used, is too old, or never was one."""


def signed_up_by(token: str) -> SignUp:
    """Whom a link is for. Raises LinkError."""
    try:
        pk, key = signing.loads(token, salt=LINK_SALT, max_age=settings.PASSWORD_RESET_TIMEOUT)
        return SignUp.objects.get(pk=pk, key=key)
    except (signing.BadSignature, SignUp.DoesNotExist, TypeError, ValueError) as error:
        raise LinkError from error


def confirm_sign_up(*, token: str) -> User:
    """Makes the account whose address the link proves. Raises LinkError."""
    with transaction.atomic():
        asked = signed_up_by(token)
        if not SignUp.objects.filter(pk=asked.pk, key=asked.key).delete()[0]:
            raise LinkError
        person, made = User.objects.get_or_create(
            email=asked.email,
            defaults={"name": asked.name, "password": asked.password},
        )
        if not made and not person.has_usable_password():  # imported since then
            person.password = asked.password
        person.email_confirmed_at = person.email_confirmed_at or timezone.now()
        person.save(update_fields=["password", "email_confirmed_at"])
        if made:
            update_profile(person=person, language=asked.language)
    return person
