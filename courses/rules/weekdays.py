"""A day that does not fall on the weekday that somebody wrote beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from babel import Locale

LOCALES = {"sv": "sv", "nb": "nb", "nn": "nn", "en": "en_GB"}
ALSO_SAID = {"nn": {"sundag": 6}}


@dataclass(frozen=True)
class WeekdayMismatch:
    """`typed` and `actual` count from Monday, 0. `text` is the words that disagree."""

    text: str
    day: date
    typed: int
    actual: int


def weekday_mismatch(text: str) -> WeekdayMismatch | None:
    """The first disagreement: "Fredag 22. april 2023" was a Saturday. A year must be given."""
    return next(iter(weekday_mismatches(text)), None)


def weekday_mismatches(text: str) -> list[WeekdayMismatch]:
    found = []
    for match in WRITTEN.finditer(text):
        day = _day(match)
        if day is None:
            continue
        # "Tysdag" is one weekday in every language that has the word; so is "torsdag".
        typed = WEEKDAYS[match["weekday"].lower()]
        if day.weekday() != typed:
            found.append(WeekdayMismatch(match[0].strip(), day, typed, day.weekday()))
    return found


def weekday_name(weekday: int, language: str) -> str:
    """In the language's own letters: "lördag", "lørdag", "laurdag", "Saturday"."""
    locale = Locale.parse(LOCALES.get(language.partition("-")[0], "en_GB"))
    return str(locale.days["stand-alone"]["wide"][weekday])


def _day(match: re.Match[str]) -> date | None:
    if match["iso"]:
        parts = match["iso"].split("-")
        year, month, day = (int(part) for part in parts)
    elif match["dotted"]:
        day, month, year = (int(part) for part in re.split(r"[./]", match["dotted"]))
    else:
        month = MONTHS[(match["month"] or match["month_first"]).lower()]
        day = int(match["day"] or match["day_second"])
        year = int(match["year"])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _names(kind: str) -> dict[str, int]:
    names: dict[str, int] = {}
    for language, code in LOCALES.items():
        locale = Locale.parse(code)
        table = locale.days if kind == "day" else locale.months
        for width in ("wide", "abbreviated"):
            for number, name in table["format"][width].items():
                names[name.lower().rstrip(".")] = number
                if kind == "day" and width == "wide" and language != "en":
                    names[name.lower() + "en"] = number
        if kind == "day":
            names.update(ALSO_SAID.get(language, {}))
    return names


def _either(names: dict[str, int]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


WEEKDAYS = _names("day")
MONTHS = _names("month")
WRITTEN = re.compile(
    rf"""
    \b(?P<weekday>{_either(WEEKDAYS)})\b\.?,?\s+(?:den\s+|the\s+)?
    (?:
        (?P<iso>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})\b
      | (?P<dotted>[0-9]{{1,2}}\.[0-9]{{1,2}}\.[0-9]{{4}}|[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}})\b
      | (?:
            (?P<day>[0-9]{{1,2}})(?:\.|:[ae]|st|nd|rd|th)?\s+(?:of\s+)?
            (?P<month>{_either(MONTHS)})\b\.?,?
          | (?P<month_first>{_either(MONTHS)})\b\.?\s+(?P<day_second>[0-9]{{1,2}})(?:st|nd|rd|th)?,?
        )
        \s+(?P<year>[0-9]{{4}})\b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
