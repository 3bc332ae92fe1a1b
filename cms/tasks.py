"""Mails about accounts. They carry links that open them, so they are made when they are sent:
neither the task nor the database holds a link."""

from enum import StrEnum
from functools import partial

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string, select_template
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django_tasks import task

from cms.models import User
from cms.models.sign_up import SignUp
from progress.models.addresses import base_url


class Mail(StrEnum):
    CONFIRM_ADDRESS = "confirm_address"
    ACCOUNT_EXISTS = "account_exists"
    SET_PASSWORD = "set_password"  # noqa: S105


def send_later(mail: Mail, pk: int) -> None:
    """Enqueues a mail about a SignUp (the address) or a User, once the transaction is through."""
    transaction.on_commit(partial(send_account_mail.enqueue, str(mail), pk))


@task()
def send_account_mail(mail: str, pk: int) -> None:
    model = SignUp if mail == Mail.CONFIRM_ADDRESS else User
    who = model.objects.filter(pk=pk).first()
    if who is None:
        return
    with translation.override(language_of(who)):
        context = {
            "name": who.get_short_name(),
            "who": who,
            "link": base_url() + _path(mail, who),
            "layout": select_template(["mail/layout.html", "progress/mail/layout.html"]),
            "language": translation.get_language(),
            "base_url": base_url(),
            "site_name": settings.WAGTAIL_SITE_NAME,
        }
        subject = render_to_string(f"mail/{mail}.subject.txt", context)
        message = EmailMultiAlternatives(
            " ".join(subject.split()),
            render_to_string(f"mail/{mail}.txt", context),
            to=[who.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string(f"mail/{mail}.html", context), "text/html")
    message.send()


def language_of(who: SignUp | User) -> str:
    if isinstance(who, SignUp):
        return who.language
    profile = getattr(who, "profile", None)
    return profile.language if profile else settings.LANGUAGE_CODE


def _path(mail: str, who: SignUp | User) -> str:
    if isinstance(who, SignUp):
        return reverse("accounts:confirm", args=[who.link_token])
    if mail == Mail.SET_PASSWORD:
        uid = urlsafe_base64_encode(force_bytes(who.pk))
        return reverse(
            "accounts:password_reset_confirm", args=[uid, default_token_generator.make_token(who)]
        )
    return reverse("accounts:login")
