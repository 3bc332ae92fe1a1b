"""What is open today: a catalogue whose dates are told from today on.

In open_now.json {+3w2} is the Tuesday of the third week from now, {+1d} is tomorrow, and
{+3w2:%Y} is the year of that Tuesday. Everything else is a catalogue file like any other.
"""

import datetime
import json
import re
from pathlib import Path
from typing import Any

from cms.demo.files import OPEN_NOW

RELATIVE = re.compile(r"\{([+-]\d+)(?:d|w([1-7]))(?::(%Y))?\}")


def open_now(today: datetime.date, template: Path = OPEN_NOW) -> dict[str, Any]:
    """The catalogue of what is open on this day."""

    def fill(found: re.Match[str]) -> str:
        count, weekday, form = found.groups()
        return day_of(today, int(count), weekday).strftime(form or "%Y-%m-%d")

    return json.loads(RELATIVE.sub(fill, template.read_text(encoding="utf-8")))


def day_of(today: datetime.date, count: int, weekday: str | None) -> datetime.date:
    """So many days from today; or, with a weekday (1 is Monday), so many weeks from this week."""
    if weekday is None:
        return today + datetime.timedelta(days=count)
    monday = today - datetime.timedelta(days=today.weekday())
    return monday + datetime.timedelta(weeks=count, days=int(weekday) - 1)
