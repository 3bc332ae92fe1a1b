"""What an assignment takes, and what may stand beside it in a step."""

from __future__ import annotations

from collections.abc import Sequence

from courses.rules.errors import gettext_noop
from courses.rules.outline import ASSIGNMENT, REFLECTION

TEXT_AND_FILES, TEXT, FILES = "both", "text", "files"


def problem_with_questions(kinds: Sequence[str]) -> str:
    """Why these kinds of question cannot stand in one step; empty where they can."""
    if ASSIGNMENT not in kinds:
        return ""
    if kinds.count(ASSIGNMENT) > 1:
        return gettext_noop(
            "A step has one assignment at most. Move the other to a step of its own."
        )
    if any(kind not in (ASSIGNMENT, REFLECTION) for kind in kinds):
        return gettext_noop(
            "Beside an assignment only reflections may stand. Move the questions that have right "
            "answers to a step of their own."
        )
    return ""
