import smtplib
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from django.core.mail import get_connection
from django_tasks import task

from progress.actions.send_message import hand_over

# So many in a row that never reached the server: it is down, and the rest need not try it now.
UNREACHED = 3


@task()
def send_messages(message_ids: list[int]) -> None:
    send_batch(message_ids=message_ids)


def send_batch(*, message_ids: Iterable[int], now: datetime | None = None) -> list[int]:
    """Hands them to the mail server one after another, over one connection; says which were tried.

    Where the server is down the rest is left as it is, for `send_waiting`.
    """
    tried: list[int] = []
    unreached = 0
    connection = get_connection()
    try:
        for message_id in message_ids:
            error = hand_over(message_id=message_id, connection=connection, now=now)
            unreached = unreached + 1 if _is_unreached(error) else 0
            tried.append(message_id)
            if unreached == UNREACHED:
                break
    finally:
        with suppress(Exception):
            connection.close()
    return tried


def _is_unreached(error: Exception | None) -> bool:
    """A server that answers is there, whatever it says."""
    answers = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)
    return isinstance(error, OSError) and not isinstance(error, answers)
