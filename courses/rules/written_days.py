"""Days as an editor writes them: “fredag 21. april 2023 kl. 23:59”, “21.4.2023”, “januari 2019”.

They become the canonical text that partial dates and deadlines read. A weekday that does not fit
its date is refused by name, since one of the two is a slip and nobody but the editor knows which.
"""

from __future__ import annotations

import re
from datetime import date

from courses.rules.errors import RuleError, gettext_noop
from courses.rules.partial_dates import parse_partial
from courses.rules.weekdays import MONTHS, WEEKDAYS, weekday_mismatch

CLOCK = r"(?:\s*(?:,|kl\.?|at|T)?\s*(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d))?"
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})" + CLOCK, re.ASCII)
WORDS = re.compile(
    r"(?:(?P<weekday>[^\W\d]+)\.?,?\s+)?(?:den\s+)?(?P<day>\d{1,2})(?:\.|st|nd|rd|th)?\s*"
    r"(?P<month>[^\W\d]+|\d{1,2})\.?\s*(?P<year>\d{4})" + CLOCK,
    re.IGNORECASE,
)
MONTH = re.compile(r"(?P<month>[^\W\d]+)\.?\s+(?P<year>\d{4})")


class WrittenDayError(RuleError):
    """What the editor wrote is no day, or not the weekday that it says."""


def read_day(text: str) -> str:
    """The canonical text: 2023-04-21, 2023-04-21T23:59, 2019-01, 2019 or a range with /."""
    text = " ".join(text.split())
    if match := ISO.fullmatch(text) or WORDS.fullmatch(text):
        return _whole_day(match, text)
    if (match := MONTH.fullmatch(text)) and (month := MONTHS.get(match["month"].lower())):
        return f"{match['year']}-{month:02}"
    try:
        parse_partial(text)
    except RuleError:
        raise _not_a_day(text) from None
    return text


def _whole_day(match: re.Match[str], text: str) -> str:
    word = match["month"].lower()
    month = int(word) if word.isdigit() else MONTHS.get(word)
    weekday = (match.groupdict().get("weekday") or "").lower()
    if month is None or (weekday and weekday not in WEEKDAYS):
        raise _not_a_day(text)
    try:
        day = date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        raise WrittenDayError(
            "not_in_calendar",
            gettext_noop("“%(text)s” is not in the calendar: check the month and the day."),
            text=text,
        ) from None
    if weekday and (mismatch := weekday_mismatch(f"{weekday} {day.isoformat()}")):
        raise WeekdayError(day, mismatch.typed)
    clock = f"T{int(match['hour']):02}:{match['minute']}" if match["hour"] else ""
    return day.isoformat() + clock


class WeekdayError(WrittenDayError):
    """`day` is a date, `typed` the weekday that was written beside it, from Monday, 0."""

    def __init__(self, day: date, typed: int) -> None:
        super().__init__(
            "weekday",
            gettext_noop("%(day)s is a %(actual)s, not a %(typed)s. Correct one of the two."),
            day=day,
            actual=day.weekday(),
            typed=typed,
        )
        self.day, self.typed = day, typed


def _not_a_day(text: str) -> WrittenDayError:
    return WrittenDayError(
        "not_a_day",
        gettext_noop("“%(text)s” is not a date. Write 2023-04-21, 21.4.2023 or 21 April 2023."),
        text=text,
    )
