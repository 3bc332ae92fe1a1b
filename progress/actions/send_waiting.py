from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from progress.actions.resend_failed import resend_failed
from progress.actions.send_batch import send_batch
from progress.models import Message

State = Message.State
LEASE = timedelta(minutes=15)
AT_ONCE = 100


def send_waiting(*, failed: bool = False, now: datetime | None = None) -> dict[str, int]:
    """Sends what is due, and what a stopped worker left in its hands, over one connection.

    Says how many were sent, how many failed, and how many wait now. `failed=True` tries the failed
    ones too. Several at once share the work.
    """
    _take_back(now or timezone.now())
    if failed:
        resend_failed()
    return _counted(send_batch(message_ids=_all_due(now), now=now))


def _all_due(now: datetime | None) -> Iterator[int]:
    while due := _next_due(now or timezone.now()):
        yield from due


def _take_back(now: datetime) -> None:
    Message.objects.filter(state=State.SENDING, sending_since__lte=now - LEASE).update(
        state=State.WAITING, next_try_at=None
    )


def _next_due(now: datetime) -> list[int]:
    return list(Message.objects.due(now).values_list("pk", flat=True)[:AT_ONCE])


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
