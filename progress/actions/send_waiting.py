import smtplib
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.utils import timezone

from progress.actions.resend_failed import resend_failed
from progress.actions.send_message import hand_over
from progress.models import Message

State = Message.State
LEASE = timedelta(minutes=15)
AT_ONCE = 100
# So many in a row that never reached the server: it is down, and the rest need not try it now.
UNREACHED = 3


def send_waiting(*, failed: bool = False, now: datetime | None = None) -> dict[str, int]:
    """Sends what is due, and what a stopped worker left in its hands, over one connection.

    Says how many were sent, how many failed, and how many wait now. `failed=True` tries the failed
    ones too. Several at once share the work.
    """
    _take_back(now or timezone.now())
    if failed:
        resend_failed()
    tried: list[int] = []
    connection = get_connection()
    unreached = 0
    try:
        while due := _next_due(now or timezone.now()):
            for message_id in due:
                error = hand_over(message_id=message_id, connection=connection, now=now)
                unreached = unreached + 1 if _is_unreached(error) else 0
                tried.append(message_id)
                if unreached == UNREACHED:
                    return _counted(tried)
    finally:
        with suppress(Exception):
            connection.close()
    return _counted(tried)


def _take_back(now: datetime) -> None:
    Message.objects.filter(state=State.SENDING, sending_since__lte=now - LEASE).update(
        state=State.WAITING, next_try_at=None
    )


def _next_due(now: datetime) -> list[int]:
    return list(Message.objects.due(now).values_list("pk", flat=True)[:AT_ONCE])


def _is_unreached(error: Exception | None) -> bool:
    """A server that answers is there, whatever it says."""
    answers = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)
    return isinstance(error, OSError) and not isinstance(error, answers)


def _counted(tried: list[int]) -> dict[str, int]:
    became: Counter[str] = Counter()
    for start in range(0, len(tried), AT_ONCE):
        some = Message.objects.filter(pk__in=tried[start : start + AT_ONCE])
        became.update(some.values_list("state", flat=True))
    return {
        "sent": became[State.SENT],
        "failed": became[State.FAILED],
        "waiting": Message.objects.filter(state=State.WAITING).count(),
    }
