"""A practice step is tried with pupils, and has room for a note of what happened.

The note is a question that nobody has to answer. Its id is the step's own, so that it is kept,
sent and shared as every other answer is.
"""

from __future__ import annotations

from collections.abc import Sequence

from courses.rules.errors import gettext_noop
from courses.rules.outline import REFLECTION, Step
from courses.rules.questions import Question

PRACTICE = "practice"
NOTE = gettext_noop("What happened, and what would you change?")


def note_of(step: Step) -> Question | None:
    """None where the step is done otherwise: by right answers, or by somebody's approval."""
    if step.form != PRACTICE or step.graded or step.is_assigned:
        return None
    return Question(id=step.id, kind=REFLECTION, prompt=NOTE)


def with_note(step: Step, questions: Sequence[Question]) -> tuple[Question, ...]:
    note = note_of(step)
    return (*questions, note) if note else tuple(questions)
