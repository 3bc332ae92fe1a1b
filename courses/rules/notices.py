"""What an editor should know about a course while writing it: warnings, never errors."""

from collections.abc import Iterable
from datetime import date

from courses.rules.completion import Asked, OneStep, each
from courses.rules.errors import RuleError, gettext_noop
from courses.rules.outline import Module, plain_id
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


def attempts_notices(modules: Iterable[Module], rule: tuple[Asked, ...] = ()) -> list[Notice]:
    """Steps that are asked for and that somebody can use up, by wrong answers, for good."""
    by_rule = {plain_id(asked.step) for asked in each(rule) if isinstance(asked, OneStep)}
    return [
        Notice(
            "attempts_run_out",
            gettext_noop(
                "The step “%(step)s” is asked for, and can be used up: without %(percent)s%% by "
                "attempt %(attempts)s nobody can finish it, nor the course. Leave the attempts at "
                "0, or do not require the step."
            ),
            step=step.title,
            attempts=step.attempts,
            percent=step.pass_percent,
        )
        for module in modules
        for step in module.steps
        if step.attempts and step.pass_percent and step.graded
        if (module.required and step.required) or step.id in by_rule
    ]
