"""What somebody's presence at meetings comes to, in minutes, and how hours are written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from courses.rules.errors import RuleError, gettext_noop

LONGEST = 24 * 60  # minutes of one meeting


class CannotMark(RuleError):
    """Nothing was written; the message says why."""


@dataclass(frozen=True)
class Attended:
    """A meeting that counts: how long it is (0: not known), and how long somebody was there.

    `is_asked` is false of a meeting at a venue that the person has left since: it adds to what was
    attended, and is not asked for.
    """

    length: int
    minutes: int = 0
    is_asked: bool = True

    @property
    def present(self) -> int:
        return min(self.minutes, self.length) if self.length else self.minutes

    @property
    def planned(self) -> int:
        """Of unknown length it is as long as somebody was there: only then can it be asked for."""
        return (self.length or self.minutes) if self.is_asked else 0


def presence(meetings: Iterable[Attended]) -> tuple[int, int]:
    """(attended, planned) minutes of one occasion. Never more attended than planned."""
    all_of_them = list(meetings)
    planned = sum(one.planned for one in all_of_them)
    return min(sum(one.present for one in all_of_them), planned), planned


def best(occasions: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Of several occasions, as (attended, planned), the one with the best share counts.

    Of equal shares the one with the most hours; nothing of none. More attendance never makes the
    share less.
    """
    return max(occasions, key=lambda one: (share(*one), one), default=(0, 0))


def share(attended: int, planned: int) -> Fraction:
    return min(Fraction(attended, planned), Fraction(1)) if planned else Fraction()


def may_mark(
    *,
    is_confirmed: bool,
    is_its_meeting: bool,
    is_called_off: bool,
    minutes: int | None,
    length: int,
    was: int | None = None,
    is_earned: bool = False,
) -> CannotMark | None:
    """`was`: the minutes that stand there. `is_earned`: a certificate rests on them already."""
    if not is_confirmed:
        return CannotMark("no_place", gettext_noop("This person has no place here any more."))
    if not is_its_meeting:
        return CannotMark("meeting", gettext_noop("This meeting is at another venue."))
    if is_called_off:
        return CannotMark("called_off", gettext_noop("This meeting was called off."))
    if minutes is not None and minutes <= 0:
        return CannotMark("minutes", gettext_noop("Give the time as hours, more than none."))
    if minutes is not None and minutes > (length or LONGEST):
        return CannotMark(
            "too_long",
            gettext_noop("The meeting is %(hours)s long: nobody was there for longer."),
            hours=written_hours(length or LONGEST),
        )
    if is_earned and was is not None and (minutes or 0) < was:
        return CannotMark(
            "earned",
            gettext_noop("The course is completed by this presence, which stays as it is."),
        )
    return None


def written_hours(minutes: int) -> str:
    """6:30, as in every language of the site."""
    return f"{minutes // 60}:{minutes % 60:02}"


def read_hours(text: str) -> int | None:
    """Minutes of 6:30, 6.30 being six hours and eighteen minutes; None of what is no time."""
    text = text.strip().replace(",", ".")
    if found := re.fullmatch(r"(\d{1,2}):([0-5]\d)", text):
        return int(found[1]) * 60 + int(found[2])
    if re.fullmatch(r"\d{1,2}(\.\d{1,2})?", text):
        return round(float(text) * 60)
    return None
