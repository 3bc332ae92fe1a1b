"""When what a page says of occasions becomes other by itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from courses.rules.deadlines import first_moment


def next_turn(now: datetime, *, moments: Iterable[datetime], zones: Iterable[str]) -> datetime:
    """The first of the moments still to come, and of the midnights in the zones; a day from now at
    the latest. Deadlines are half-open: at the moment itself it is other already."""
    midnights = [
        first_moment(now.astimezone(ZoneInfo(zone)).date() + timedelta(days=1), zone)
        for zone in zones
    ]
    ahead = [moment for moment in (*moments, *midnights) if moment > now]
    return min(ahead, default=now + timedelta(days=1))
