from datetime import datetime, timedelta

from django.utils import timezone

from progress.actions.send_message import send_message
from progress.models import Message

State = Message.State
STUCK_AFTER = timedelta(minutes=15)


def send_waiting(*, failed: bool = False, now: datetime | None = None) -> dict[str, int]:
    """Sends what waits, and what a stopped worker left in its hands; says how many became what.

    `failed=True` tries the refused ones too.
    """
    now = now or timezone.now()
    Message.objects.filter(state=State.SENDING, sending_since__lt=now - STUCK_AFTER).update(
        state=State.WAITING
    )
    if failed:
        Message.objects.filter(state=State.FAILED).update(state=State.WAITING)
    waiting = list(Message.objects.filter(state=State.WAITING).values_list("pk", flat=True))
    for message_id in waiting:
        send_message.call(message_id)
    became = Message.objects.filter(pk__in=waiting).values_list("state", flat=True)
    return {state: list(became).count(state) for state in State.values}
