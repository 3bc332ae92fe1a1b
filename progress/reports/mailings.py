"""Mails that were written together: how many of them are sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from courses.models import Occasion
from progress.models import Message

LOOKED_BACK = timedelta(days=1)
MOST = 3


@dataclass(frozen=True)
class Mailing:
    """What one deed wrote to several people at once. `at` is in the occasion's zone."""

    at: datetime
    total: int
    sent: int
    failed: int

    @property
    def is_over(self) -> bool:
        """Nothing of it waits to be sent any more."""
        return self.sent + self.failed == self.total


def mailings_of(occasion: Occasion, *, now: datetime | None = None) -> list[Mailing]:
    """The latest of the last day, the newest first. One query.

    Mails that are recorded together have one moment (`record_messages`), and by it they are known.
    """
    since = (now or timezone.now()) - LOOKED_BACK
    found = (
        Message.objects.filter(registration__occasion=occasion, created_at__gte=since)
        .order_by()
        .values("created_at")
        .annotate(
            total=Count("pk"),
            sent=Count("pk", filter=Q(state=Message.State.SENT)),
            failed=Count("pk", filter=Q(state=Message.State.FAILED)),
        )
        .filter(total__gt=1)
        .order_by("-created_at")[:MOST]
    )
    return [
        Mailing(
            one["created_at"].astimezone(occasion.zone), one["total"], one["sent"], one["failed"]
        )
        for one in found
    ]
