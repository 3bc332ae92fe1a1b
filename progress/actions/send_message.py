import smtplib
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from courses.rules.calendar import method_in, split_calendars
from progress.models import Message
from progress.rules.retries import pause_after

State = Message.State


@task()
def send_message(message_id: int) -> None:
    hand_over(message_id=message_id)


def hand_over(
    *, message_id: int, connection: BaseEmailBackend | None = None, now: datetime | None = None
) -> Exception | None:
    """Hands one waiting message to the mail server; another that does the same finds nothing to do.

    A server that is down leaves it waiting for the next try. One that says no for good, or four
    days of trying, makes it failed. `connection` is one that is used for many. What went wrong is
    kept with the message, and returned.
    """
    at = now or timezone.now()
    attempt = _lease(message_id, at)
    if attempt is None:
        return None
    message = _read(message_id)
    try:
        if connection is not None:
            connection.open()  # or the backend would close it after each mail
        mail = _mail(message)
        mail.connection = connection
        mail.send()
    except Exception as error:  # noqa: BLE001 whatever it is, the message is kept and says it
        _keep(message_id, attempt, error, at)
        # Whatever state the connection is in: the next message opens it again.
        if connection is not None:
            with suppress(Exception):
                connection.close()
        return error
    # Also where another worker took it over meanwhile, thinking this one dead: sent is sent.
    Message.objects.filter(pk=message_id).exclude(state=State.SENT).update(
        state=State.SENT, error="", sent_at=now or timezone.now(), next_try_at=None
    )
    return None


def _lease(message_id: int, at: datetime) -> int | None:
    """Which attempt this is, once the message is in this worker's hands; None where it is not."""
    due = Q(next_try_at=None) | Q(next_try_at__lte=at)
    leased = Message.objects.filter(due, pk=message_id, state=State.WAITING).update(
        state=State.SENDING, sending_since=at, attempts=F("attempts") + 1
    )
    if not leased:
        return None
    return Message.objects.values_list("attempts", flat=True).get(pk=message_id)


def _keep(message_id: int, attempt: int, error: Exception, at: datetime) -> None:
    """Unless another worker has it in hand by now, or has sent it."""
    pause = None if _is_final(error) else pause_after(attempt)
    Message.objects.filter(pk=message_id, state=State.SENDING, attempts=attempt).update(
        state=State.FAILED if pause is None else State.WAITING,
        error=(str(error) or type(error).__name__)[:300],
        next_try_at=None if pause is None else at + pause,
    )


def _read(message_id: int) -> Any:
    """With the contact of its course, where it is about a place: who answers the mail writes to
    them, and not to where this site's mails come from."""
    contact = F("registration__occasion__course__contact_email")
    return Message.objects.annotate(contact=contact).get(pk=message_id)


def _mail(message: Any) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.to],
        reply_to=[message.contact] if message.contact else None,
        headers={
            "Message-ID": message.message_id,
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated",
        },
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    if message.calendar:
        _attach_calendars(mail, message.calendar)
    return mail


def _attach_calendars(mail: EmailMultiAlternatives, text: str) -> None:
    """The first meeting is a way of reading the mail, as calendars by mail want it (RFC 6047); each
    of the others is a file beside it, and may ask for something else: a place that moved."""
    first, *others = split_calendars(text)
    mail.attach_alternative(first, f"text/calendar; method={method_in(first)}")
    for number, calendar in enumerate(others, start=2):
        mail.attach(f"{number}.ics", calendar, f"text/calendar; method={method_in(calendar)}")


def _is_final(error: Exception) -> bool:
    """Whether trying again can be of no use: a refused address, or a mail that cannot be made."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, ValueError)
