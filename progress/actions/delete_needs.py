from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from courses.models import AskedKind, OccasionState
from progress.models import ParticipantAnswer
from progress.rules.lives import LIVE

KEPT = timedelta(days=30)


def delete_needs(*, now: datetime) -> int:
    """Deletes what people wrote of their dietary and access needs, once it is of no more use.

    That is 30 days after the occasion, as days are counted where it takes place, or at once where
    the place was given up, or the occasion is finished and nobody ever said its day. What is
    postponed is still to come. Says how many answers were deleted.
    """
    needs = ParticipantAnswer.objects.filter(kind__in=(AskedKind.DIETARY, AskedKind.ACCESS))
    useless = ~Q(registration__state__in=LIVE)
    useless |= Q(
        registration__occasion__state=OccasionState.FINISHED, registration__occasion__ends_on=None
    )
    to_come = Q(registration__occasion__state=OccasionState.POSTPONED)
    zones = needs.order_by().values_list("registration__occasion__timezone", flat=True).distinct()
    for zone in zones:
        last = now.astimezone(ZoneInfo(zone)).date() - KEPT
        useless |= ~to_come & Q(
            registration__occasion__timezone=zone, registration__occasion__ends_on__lte=last
        )
    return needs.filter(useless).delete()[0]
