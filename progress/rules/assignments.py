"""What is handed in and read, and why it cannot be."""

from __future__ import annotations

from courses.rules.errors import RuleError, gettext_noop
from courses.rules.questions import Question
from progress.rules.learning_errors import CannotLearn


class CannotReview(RuleError):
    """Nothing was changed; the message says why and what to do."""


def step_is_approved_only() -> CannotLearn:
    return CannotLearn(
        "step-is-assigned",
        gettext_noop("This step is done when what you hand in for it is approved."),
    )


def no_assignment() -> CannotLearn:
    return CannotLearn("no-assignment", gettext_noop("Nothing is handed in for this step."))


def is_handed_in() -> CannotLearn:
    return CannotLearn(
        "handed-in",
        gettext_noop("You have handed this in. You can change it if it is returned to you."),
    )


def nothing_more() -> CannotLearn:
    return CannotLearn(
        "nothing-more", gettext_noop("This step is done. There is nothing more to hand in.")
    )


def nothing_to_hand_in(question: Question) -> CannotLearn:
    said = gettext_noop("Write something or attach a file first, and then hand it in.")
    if not question.takes_files:
        said = gettext_noop("Write something first, and then hand it in.")
    elif not question.takes_text:
        said = gettext_noop("Attach a file first, and then hand it in.")
    return CannotLearn("nothing-to-hand-in", said)


def is_missing(question: Question, text: str, files: int) -> bool:
    """Whether there is nothing in it of what the assignment takes."""
    has_text = question.takes_text and bool(text.strip())
    return not has_text and not (question.takes_files and files > 0)


def comment_is_missing() -> CannotReview:
    return CannotReview(
        "comment-missing",
        gettext_noop("Write a comment that says what is to be done, and then return it."),
    )


def is_not_waiting() -> CannotReview:
    return CannotReview("not-waiting", gettext_noop("This has not been handed in yet."))


def is_ones_own() -> CannotReview:
    return CannotReview("own", gettext_noop("Nobody answers what they have handed in themselves."))


def was_approved() -> CannotReview:
    return CannotReview(
        "was-approved", gettext_noop("This was approved meanwhile. Your answer was not needed.")
    )


def was_returned() -> CannotReview:
    return CannotReview(
        "was-returned",
        gettext_noop(
            "This was returned with a comment meanwhile. Read it here when it is handed in anew."
        ),
    )
