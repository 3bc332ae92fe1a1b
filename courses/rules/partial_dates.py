"""Dates as precise as they were given: a day, a month, a year, or a range of two of these.

"2019-01" is January 2019 and never its first day. The text is what is stored; the bounds are for
sorting and filtering; the words are for reading, in six languages.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from babel import Locale
from babel.dates import format_date

from .errors import RuleError, gettext_noop


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class PartialDateError(RuleError):
    """The text is not a date of this kind."""


@dataclass(frozen=True, order=True)
class DatePoint:
    first: date
    last: date
    precision: Precision


@dataclass(frozen=True)
class PartialDate:
    """`first` and `last` are inclusive. Of a single date, `start` and `end` are the same."""

    start: DatePoint
    end: DatePoint

    @property
    def first(self) -> date:
        return self.start.first

    @property
    def last(self) -> date:
        return self.end.last

    @property
    def is_range(self) -> bool:
        return self.start != self.end

    @property
    def precision(self) -> Precision:
        """The coarser of the two ends."""
        coarseness = list(Precision)
        return max(self.start.precision, self.end.precision, key=coarseness.index)

    @property
    def sort_key(self) -> tuple[date, date]:
        """What begins first comes first; of two that begin together, what ends first."""
        return self.first, self.last


POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def parse_partial(text: str) -> PartialDate:
    """Raises PartialDateError for anything that is not in the calendar."""
    parts = text.split("/")
    if len(parts) > 2:
        raise _not_a_date(text)
    start = _parse_point(parts[0], text)
    end = _parse_point(parts[-1], text)
    if end.last < start.first:
        raise PartialDateError(
            "reversed",
            gettext_noop("“%(text)s” ends before it starts. Write the earlier date first."),
            text=text,
        )
    return PartialDate(start, end)


def bounds(text: str) -> tuple[date, date]:
    """The first and the last day that the text may mean."""
    parsed = parse_partial(text)
    return parsed.first, parsed.last


def _parse_point(point: str, whole: str) -> DatePoint:
    match = POINT.fullmatch(point)
    if match is None:
        raise _not_a_date(whole)
    year = int(match[1])
    month, day = (int(group) if group else None for group in match.group(2, 3))
    try:
        if month is None:
            return DatePoint(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
        if day is None:
            first = date(year, month, 1)
            return DatePoint(first, first.replace(day=monthrange(year, month)[1]), Precision.MONTH)
        return DatePoint(date(year, month, day), date(year, month, day), Precision.DAY)
    except ValueError:
        raise PartialDateError(
            "not_in_calendar",
            gettext_noop("“%(point)s” is not in the calendar: check the month and the day."),
            point=point,
        ) from None


def _not_a_date(text: str) -> PartialDateError:
    return PartialDateError(
        "not_a_date",
        gettext_noop(
            "“%(text)s” is not a date. Write 2018-06-15, 2019-01 or 2019, "
            "or two of these with / between them."
        ),
        text=text,
    )


@dataclass(frozen=True)
class DateWords:
    """How a language writes dates: Babel's month and weekday names, in our patterns.

    The patterns are ours where CLDR has none (Northern Sámi has no month in the genitive) or
    where it is not how the field writes (English here is British, without a comma).
    """

    locale: str
    day: str
    day_of_month: str
    day_and_month: str
    month: str
    weekday: str
    at: str
    time: str
    week: str
    dash: str = "–"


WORDS = {
    "sv": DateWords(
        "sv", "d MMMM y", "d", "d MMMM", "MMMM y", "{} ", " kl.\u00a0", "%H:%M", "v. {}"
    ),
    "nb": DateWords(
        "nb", "d. MMMM y", "d.", "d. MMMM", "MMMM y", "{} ", " kl.\u00a0", "%H:%M", "uke {}"
    ),
    "nn": DateWords(
        "nn", "d. MMMM y", "d.", "d. MMMM", "MMMM y", "{} ", " kl.\u00a0", "%H:%M", "veke {}"
    ),
    "en": DateWords("en_GB", "d MMMM y", "d", "d MMMM", "MMMM y", "{} ", ", ", "%H:%M", "week {}"),
    "se": DateWords(
        "se",
        "MMMM d. 'b'. y",
        "",
        "MMMM d. 'b'.",
        "LLLL y",
        "{}, ",
        " dii. ",
        "%H:%M",
        "vahkku {}",
        " – ",
    ),
    "fi": DateWords(
        "fi",
        "d. MMMM y",
        "d.",
        "d. MMMM",
        "LLLL y",
        "{} ",
        " klo\u00a0",
        "%H.%M",
        "viikko {}",
        " – ",
    ),
}


def format_partial(text: str, language: str) -> str:
    """In words, and never finer than what was given."""
    parsed = parse_partial(text)
    words = _words(language)
    start, end = parsed.start, parsed.end
    if not parsed.is_range:
        return _point(start, words)
    same_year = start.first.year == end.first.year
    if same_year and start.precision == end.precision == Precision.MONTH:
        return f"{_babel(start.first, 'LLLL', words)}–{_point(end, words)}"
    if same_year and start.precision == end.precision == Precision.DAY:
        if start.first.month == end.first.month and words.day_of_month:
            return f"{_babel(start.first, words.day_of_month, words)}–{_point(end, words)}"
        if words.day_of_month:
            return (
                f"{_babel(start.first, words.day_and_month, words)}{words.dash}{_point(end, words)}"
            )
    plain = start.precision == end.precision == Precision.YEAR
    return f"{_point(start, words)}{'–' if plain else words.dash}{_point(end, words)}"


def format_day(day: date, language: str, *, with_weekday: bool = False) -> str:
    words = _words(language)
    prefix = words.weekday.format(_babel(day, "cccc", words)) if with_weekday else ""
    return prefix + _babel(day, words.day, words)


def format_span(start: datetime, end: datetime, language: str) -> str:
    """A meeting's time, with its weekday. Both ends are already in the occasion's time zone."""
    words = _words(language)
    begins = format_day(start.date(), language, with_weekday=True) + words.at
    begins += start.strftime(words.time)
    if start.date() == end.date():
        return f"{begins}–{end.strftime(words.time)}"
    ends = format_day(end.date(), language, with_weekday=True) + words.at
    return f"{begins} – {ends}{end.strftime(words.time)}"


def format_moment(at: datetime, language: str) -> str:
    """A deadline: day and time, without the weekday. Already in the occasion's time zone."""
    words = _words(language)
    return format_day(at.date(), language) + words.at + at.strftime(words.time)


def week_label(day: date, language: str) -> str:
    """ISO 8601: the week that has the year's first Thursday is week 1."""
    return _words(language).week.format(day.isocalendar().week)


def _words(language: str) -> DateWords:
    """`nb-NO` reads as `nb`; a language that we have no words for reads English."""
    return WORDS.get(re.split("[-_]", language, maxsplit=1)[0].lower(), WORDS["en"])


def _point(point: DatePoint, words: DateWords) -> str:
    pattern = {
        Precision.DAY: words.day,
        Precision.MONTH: words.month,
        Precision.YEAR: "y",
    }
    return _babel(point.first, pattern[point.precision], words)


def _babel(day: date, pattern: str, words: DateWords) -> str:
    written = format_date(day, pattern, locale=Locale.parse(words.locale))
    if words.locale == "se" and "'b'" in pattern:
        # A day of a month takes the month in the genitive, which CLDR lacks.
        written = written.replace("mánnu", "mánu")
    return written
