"""What somebody lets their facilitator read, and why they cannot."""

from __future__ import annotations

from collections.abc import Iterable

from courses.rules.errors import gettext_noop
from courses.rules.outline import REFLECTION
from courses.rules.questions import Question
from progress.rules.learning_errors import CannotLearn


def can_be_shared(questions: Iterable[Question]) -> frozenset[str]:
    """The ids of those among them that are written for oneself."""
    return frozenset(question.id for question in questions if question.kind == REFLECTION)


def no_such_reflection() -> CannotLearn:
    return CannotLearn(
        "no-such-reflection", gettext_noop("There is no such reflection in this step.")
    )


def nobody_to_share_with() -> CannotLearn:
    return CannotLearn(
        "nobody-to-share-with",
        gettext_noop("You are in no group for this course that somebody else leads."),
    )


def readers_changed() -> CannotLearn:
    return CannotLearn(
        "readers-changed",
        gettext_noop("Somebody else leads your group now. Nothing was shared: choose again."),
    )


def nothing_to_share() -> CannotLearn:
    return CannotLearn("nothing-to-share", gettext_noop("Save what you have written first."))
