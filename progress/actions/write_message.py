import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string, select_template
from django.utils.safestring import mark_safe
from django.utils.translation import override

from courses.models.entries import mail_domain
from courses.rules.html import linkify_plain
from progress.actions.record_messages import Gathered, record_messages
from progress.models import (
    Certificate,
    Letter,
    MailText,
    Message,
    Profile,
    Registration,
    Submission,
)
from progress.models.accounts import Person
from progress.models.addresses import base_url
from progress.rules.mail_kinds import takes_own_words


def write_message(
    *,
    kind: str,
    key: str,
    person: Person | None,
    context: Mapping[str, Any],
    to: str = "",
    language: str = "",
    registration: Registration | None = None,
    certificate: Certificate | None = None,
    letter: Letter | None = None,
    submission: Submission | None = None,
    calendar: str = "",
    calendar_method: str = "",
    gather: Gathered | None = None,
) -> Message:
    """Writes a mail into the outbox, in the transaction of what it tells of; it is sent after it.

    `kind` names its templates, progress/mail/<kind>.subject.txt, .txt and .html. `key` names the
    cause, which happens once: a key that is there already is an IntegrityError. `path` in the
    context is where the mail's link leads on this site, `answer_path` where one answers without
    signing in. The language is the person's own, unless another is given. An account's mails have a
    person and no other cause. Without a person, `to` and `language` are given, and nobody is
    greeted by name. `own_words` in the context saves looking for an editor's own words about the
    course. One of many is put into `gather`, unsaved, for `record_messages`.
    """
    language = language or _language_of(person, is_read=gather is not None)
    course = context.get("course")
    if gather is not None and course is not None and takes_own_words(kind):
        own = gather.own_words(course, kind, language)
        context = {"own_words": own, **context}
    subject, text, html = write_words(kind=kind, person=person, language=language, context=context)
    message = Message(
        kind=kind,
        key=key,
        person=person,
        registration=registration,
        certificate=certificate,
        letter=letter,
        submission=submission,
        to=to or _address_of(person),
        language=language,
        subject=subject,
        text=text,
        html=html,
        calendar=calendar,
        calendar_method=calendar_method,
        message_id=_message_id(),
    )
    if gather is None:
        record_messages(messages=[message])
    else:
        gather.messages.append(message)
    return message


def write_words(
    *, kind: str, person: Person | None, language: str, context: Mapping[str, Any]
) -> tuple[str, str, str]:
    """The mail's subject, its text and its HTML, as they are sent and as an editor tries them."""
    base = base_url()
    own_words = _own_words(kind, language, context)
    with override(language):
        words = {
            **context,
            "person": person,
            "name": context.get("name", "") if person is None else _name_of(person),
            "layout": select_template(["mail/base.html", "progress/mail/base.html"]),
            "text_layout": select_template(["mail/base.txt", "progress/mail/base.txt"]),
            "language": language,
            "base_url": base,
            "site_name": getattr(settings, "WAGTAIL_SITE_NAME", "Vidare"),
            "link": base + str(context.get("path", "")),
            "answer_link": base + str(context.get("answer_path", "")),
            "own_words": own_words,
            "own_words_html": mark_safe(linkify_plain(own_words)),
        }
        subject = render_to_string(f"progress/mail/{kind}.subject.txt", words)
        text = render_to_string(f"progress/mail/{kind}.txt", words).strip() + "\n"
        html = render_to_string(f"progress/mail/{kind}.html", words)
    return _fitting(" ".join(subject.split())), text, html


def _fitting(subject: str) -> str:
    """A title or a place can be longer than a subject may be."""
    longest = Message._meta.get_field("subject").max_length or 0
    return subject if len(subject) <= longest else f"{subject[: longest - 1].rstrip()}…"


def _own_words(kind: str, language: str, context: Mapping[str, Any]) -> str:
    course = context.get("course")
    if not takes_own_words(kind) or course is None:
        return ""
    if "own_words" in context:
        return str(context["own_words"]).strip()
    return MailText.objects.words(course=course, kind=kind, language=language).strip()


def _name_of(person: Person) -> str:
    return str(getattr(person, "get_short_name", person.__str__)())


def _address_of(person: Person | None) -> str:
    if person is None:
        raise ValueError("A message needs a person or an address.")
    return str(getattr(person, person.get_email_field_name()))


def _language_of(person: Person | None, *, is_read: bool = False) -> str:
    """`is_read`: the profile was, with the person, as where many are written to."""
    if person is None:
        raise ValueError("A message needs a person or a language.")
    if is_read:
        profile = getattr(person, "profile", None)
        own = profile.language if profile is not None else ""
    else:
        own = Profile.objects.filter(person=person).values_list("language", flat=True).first()
    return own or settings.LANGUAGE_CODE


def _message_id() -> str:
    return f"<{uuid.uuid4()}@{mail_domain()}>"
