"""The first and the last day on which anything of an occasion can fall."""

from collections.abc import Iterable
from datetime import date

from courses.rules.partial_dates import bounds

Days = tuple[date, date]


def occasion_days(
    meetings: Iterable[Days | str], milestones: Iterable[str]
) -> tuple[date | None, date | None]:
    """Meetings and milestones, as days or as partial dates; milestones only where nobody meets."""
    days = [_days(meeting) for meeting in meetings] or [_days(when) for when in milestones]
    if not days:
        return None, None
    return min(first for first, _last in days), max(last for _first, last in days)


def _days(when: Days | str) -> Days:
    return bounds(when) if isinstance(when, str) else when
