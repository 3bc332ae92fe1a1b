from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from cms.models.sign_up import SignUp, new_key
from cms.tasks import Mail, send_later

FORGOTTEN_AFTER = timedelta(days=14)  # a sign-up that nobody confirmed


def sign_up(*, email: str, name: str, language: str, password: str) -> None:
    """Sends a link that confirms the address; to the holder of an account, word that there is one.

    Takes equally long either way, so that nobody learns whose addresses have accounts.
    """
    email = email.lower()
    hashed = make_password(password)
    with transaction.atomic():
        SignUp.objects.filter(created_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
        account = get_user_model().objects.filter(email=email).first()
        if account:
            send_later(Mail.ACCOUNT_EXISTS, account.pk)
            return
        asked, _made = SignUp.objects.update_or_create(
            email=email,
            defaults={
                "name": name,
                "language": language,
                "password": hashed,
                "key": new_key(),
                "created_at": timezone.now(),
            },
        )
        send_later(Mail.CONFIRM_ADDRESS, asked.pk)


def send_confirmation_again(*, email: str) -> None:
    email = email.lower()
    with transaction.atomic():
        asked = SignUp.objects.filter(email=email).first()
        account = get_user_model().objects.filter(email=email, is_active=True).first()
        if account:
            send_later(Mail.ACCOUNT_EXISTS, account.pk)
        elif asked:
            send_later(Mail.CONFIRM_ADDRESS, asked.pk)
