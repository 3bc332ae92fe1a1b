"""What a course leader looks through before an occasion is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from courses.models import Occasion
from courses.reports.duration import duration
from progress.actions.close_occasion import PersonAtClose
from progress.reports.attendance import MeetingLine, line_of
from progress.rules.closing import CannotClose, check_closing
from progress.rules.standing import Kind


@dataclass(frozen=True)
class ShortLine:
    """`missing` is in words: hours, or what else the course asks for."""

    name: str
    is_alias: bool
    was_there: str
    asked: str
    missing: str
    other: int


@dataclass(frozen=True)
class CheckList:
    refusal: CannotClose | None
    empty: list[MeetingLine]
    unknown: list[MeetingLine]
    part: list[MeetingLine]
    short: list[ShortLine]
    absent: list[str]


def check_list(
    occasion: Occasion,
    meetings: Sequence[MeetingLine],
    people: Sequence[PersonAtClose],
    today: date,
) -> CheckList:
    """No query beside those that brought the meetings and the people."""
    counting = [line for line in meetings if line.meeting.counts]
    refusal = None
    try:
        check_closing(occasion.state, occasion.ends_on, today)
    except CannotClose as error:
        refusal = error
    return CheckList(
        refusal=refusal,
        empty=[line for line in counting if line.people and not line.present],
        unknown=[line for line in counting if not line.meeting.length],
        part=[line for line in counting if line.present and line.unmarked],
        short=[_short(one) for one in people if one.is_short],
        absent=[line_of(one.registration, None).name for one in people if one.is_absent],
    )


def _short(one: PersonAtClose) -> ShortLine:
    line = line_of(one.registration, None)
    asked = one.standing.tree.children
    hours = next((part for part in asked if part.kind is Kind.ATTENDANCE), None)
    done, needed = (hours.done, hours.needed) if hours is not None else (0, 0)
    return ShortLine(
        name=line.name,
        is_alias=line.is_alias,
        was_there=duration(done),
        asked=duration(needed),
        missing=duration(max(needed - done, 0)),
        other=sum(not part.met for part in asked if part.kind is not Kind.ATTENDANCE),
    )
