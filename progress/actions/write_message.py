import uuid
from collections.abc import Mapping
from email.utils import parseaddr
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string, select_template
from django.utils.translation import override

from progress.actions.send_message import send_message
from progress.models import Certificate, Message, Profile, Registration
from progress.models.accounts import Person


def write_message(
    *,
    kind: str,
    key: str,
    person: Person,
    context: Mapping[str, Any],
    to: str = "",
    language: str = "",
    registration: Registration | None = None,
    certificate: Certificate | None = None,
) -> Message:
    """Writes a mail into the outbox, in the transaction of what it tells of; it is sent after it.

    `kind` names its templates, progress/mail/<kind>.subject.txt, .txt and .html. `key` names the
    cause, which happens once: a key that is there already is an IntegrityError. `path` in the
    context is where the mail's link leads on this site. The language is the person's own, unless
    another is given. An account's mails have a person and no other cause.
    """
    language = language or _language_of(person)
    base = base_url()
    with override(language):
        words = {
            **context,
            "person": person,
            "name": getattr(person, "get_short_name", person.__str__)(),
            "layout": select_template(["mail/base.html", "progress/mail/base.html"]),
            "text_layout": select_template(["mail/base.txt", "progress/mail/base.txt"]),
            "language": language,
            "base_url": base,
            "site_name": getattr(settings, "WAGTAIL_SITE_NAME", "Vidare"),
            "link": base + str(context.get("path", "")),
        }
        subject = render_to_string(f"progress/mail/{kind}.subject.txt", words)
        message = Message(
            kind=kind,
            key=key,
            person=person,
            registration=registration,
            certificate=certificate,
            to=to or getattr(person, person.get_email_field_name()),
            language=language,
            subject=" ".join(subject.split()),
            text=render_to_string(f"progress/mail/{kind}.txt", words).strip() + "\n",
            html=render_to_string(f"progress/mail/{kind}.html", words),
            message_id=_message_id(),
        )
    message.save(force_insert=True)
    transaction.on_commit(partial(send_message.enqueue, message.pk))
    return message


def base_url() -> str:
    """Where this site's addresses begin, without a slash at the end."""
    return str(getattr(settings, "VIDARE_BASE_URL", "") or settings.WAGTAILADMIN_BASE_URL).rstrip(
        "/"
    )


def _language_of(person: Person) -> str:
    own = Profile.objects.filter(person=person).values_list("language", flat=True).first()
    return own or settings.LANGUAGE_CODE


def _message_id() -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{uuid.uuid4()}@{domain}>"
