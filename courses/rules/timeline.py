"""The dates of a round in the order in which they come, each as precise as it is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from courses.rules.partial_dates import PartialDate, parse_partial


@dataclass(frozen=True)
class TimelinePoint:
    """Either `milestone`, or one of the three that an occasion always has words for."""

    kind: str  # opens, closes, answers, milestone
    when: str  # a partial date
    label: str = ""
    time: datetime | None = None  # only where the editor gave a time
    past: bool = False

    @property
    def parsed(self) -> PartialDate:
        return parse_partial(self.when)


def last_minute(closes_at: datetime) -> datetime:
    """`closes_at` is the first moment at which it is closed; readers are told the last open one."""
    return closes_at - timedelta(minutes=1)


def timeline(
    milestones: Iterable[tuple[str, str]],
    *,
    today: date,
    opens: tuple[datetime, bool] | None = None,
    closes: tuple[datetime, bool] | None = None,
    answers: tuple[datetime, bool] | None = None,
) -> list[TimelinePoint]:
    """`milestones` are labels and partial dates. The three instants are in the occasion's zone,
    each with whether its time was given."""
    points: list[tuple[str, str, str, datetime | None]] = [
        ("milestone", when, label, None) for label, when in milestones
    ]
    if closes:
        closes = last_minute(closes[0]), closes[1]
    for kind, instant in (("opens", opens), ("closes", closes), ("answers", answers)):
        if instant:
            at, has_time = instant
            points.append((kind, at.date().isoformat(), "", at if has_time else None))
    made = [
        TimelinePoint(kind, when, label, time, parse_partial(when).last < today)
        for kind, when, label, time in points
    ]
    return sorted(made, key=lambda point: point.parsed.sort_key)
