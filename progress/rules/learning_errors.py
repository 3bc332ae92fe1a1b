"""Why a person cannot do what they ask for while learning."""

from __future__ import annotations

from courses.rules.errors import RuleError, gettext_noop


class CannotLearn(RuleError):
    """Nothing was changed; the message says why and what to do."""


def course_is_closed() -> CannotLearn:
    return CannotLearn("course-closed", gettext_noop("This course is closed to new participants."))


def not_begun() -> CannotLearn:
    return CannotLearn("not-begun", gettext_noop("Start the course first."))


def no_such_step() -> CannotLearn:
    return CannotLearn(
        "no-such-step",
        gettext_noop("This step is no longer part of the course. Nothing was lost."),
    )


def module_is_locked(first: str) -> CannotLearn:
    return CannotLearn("module-locked", gettext_noop("Finish “%(module)s” first."), module=first)


def step_has_questions() -> CannotLearn:
    return CannotLearn(
        "step-has-questions",
        gettext_noop("This step is done when its questions are answered."),
    )


def answers_missing(count: int) -> CannotLearn:
    return CannotLearn(
        "answers-missing",
        gettext_noop("Answer every question first. What you have written is kept."),
        count=count,
    )


def attempts_used_up(allowed: int) -> CannotLearn:
    return CannotLearn(
        "attempts-used-up",
        gettext_noop("You have used all your attempts at this step. The best one counts."),
        count=allowed,
    )


def not_all_done(percent: int) -> CannotLearn:
    return CannotLearn(
        "not-all-done",
        gettext_noop("Something is left that the course asks for: see “Why am I not done?”."),
        percent=percent,
    )


def occasion_is_not_closed() -> CannotLearn:
    return CannotLearn(
        "not-closed",
        gettext_noop(
            "The course is completed when its leader has closed the occasion at which you were."
        ),
    )


def no_questions() -> CannotLearn:
    return CannotLearn("no-questions", gettext_noop("This step has no questions to answer."))
