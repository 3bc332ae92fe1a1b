import smtplib

from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from progress.models import Message

State = Message.State


@task()
def send_message(message_id: int) -> None:
    """Hands one waiting message to the mail server; another that does the same finds nothing to do.

    A server that is down leaves it waiting. One that says no for good makes it failed.
    """
    claimed = Message.objects.filter(pk=message_id, state=State.WAITING).update(
        state=State.SENDING, sending_since=timezone.now(), attempts=F("attempts") + 1
    )
    if not claimed:
        return
    message = Message.objects.get(pk=message_id)
    try:
        _mail(message).send()
    except Exception as error:  # noqa: BLE001 whatever it is, the message is kept and says it
        message.state = State.FAILED if _is_final(error) else State.WAITING
        message.error = (str(error) or type(error).__name__)[:300]
    else:
        message.state, message.error, message.sent_at = State.SENT, "", timezone.now()
    message.save(update_fields=["state", "error", "sent_at"])


def _mail(message: Message) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.to],
        headers={
            "Message-ID": message.message_id,
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated",
        },
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def _is_final(error: Exception) -> bool:
    """Whether trying again can be of no use: a refused address, or a mail that cannot be made."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, ValueError)
