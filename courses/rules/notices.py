"""What an editor should know about a course while writing it: warnings, never errors."""

from collections.abc import Iterable
from datetime import date

from courses.rules.errors import RuleError, gettext_noop
from courses.rules.partial_dates import bounds
from courses.rules.weekdays import weekday_mismatches
from courses.rules.written_days import WeekdayError


class Notice(RuleError):
    """A sentence for the editor; nothing is refused."""


def steering_notices(documents: Iterable[tuple[str, str]], today: date) -> list[Notice]:
    """Documents (title, years) whose years are over."""
    return [
        Notice(
            "steering_over",
            gettext_noop("“%(title)s” ended in %(year)s. Is there a newer document to refer to?"),
            title=title,
            year=bounds(years)[1].year,
        )
        for title, years in documents
        if years and bounds(years)[1] < today
    ]


def weekday_notices(texts: Iterable[str]) -> list[RuleError]:
    return [
        WeekdayError(mismatch.day, mismatch.typed)
        for text in texts
        for mismatch in weekday_mismatches(text)
    ]


def deadline_notices(
    occasions: Iterable[tuple[str, date | None, date | None]],
) -> list[Notice]:
    """Occasions (name, last day of registration, first day) that begin while one can register."""
    return [
        Notice(
            "deadline_after_meeting",
            gettext_noop(
                "“%(name)s” begins on %(begins)s, but registration goes on until %(closes)s."
            ),
            name=name,
            begins=begins,
            closes=closes,
        )
        for name, closes, begins in occasions
        if closes and begins and closes > begins
    ]


def media_notices(videos: Iterable[tuple[str, bool]]) -> list[Notice]:
    """Videos (title, whether captions or a transcript are there) that not everyone can follow."""
    return [
        Notice(
            "no_captions",
            gettext_noop("The video “%(title)s” has neither captions nor a transcript."),
            title=title,
        )
        for title, accessible in videos
        if not accessible
    ]
