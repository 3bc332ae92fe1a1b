"""What a person answered: read from outside, and shown again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courses.rules.outline import plain_id
from courses.rules.question_rows import BETWEEN
from courses.rules.questions import Question
from progress.rules.grading import read_rows

LONGEST_TEXT = 20_000

Kept = str | list[str]


def read_given(question: Question, given: object) -> Kept:
    """An answer as it is kept: ids of choices that there are, or a text; blank where it is none."""
    known = [choice.id for choice in question.choices]
    if question.kind == "multiple":
        many = given if isinstance(given, Sequence) and not isinstance(given, str) else [given]
        chosen = {plain_id(one) for one in many if isinstance(one, str)}
        return [id for id in known if id in chosen]
    if question.kind in ("matching", "ordering"):
        rows = read_rows(question, given)
        return [f"{id}{BETWEEN}{rows[id]}" for id in known if id in rows]
    one = given[0] if isinstance(given, list | tuple) and given else given
    if question.kind == "single":
        return plain_id(one) if isinstance(one, str) and plain_id(one) in known else ""
    if isinstance(one, bool) or not isinstance(one, str | int | float):
        return ""
    # A form without scripts sends each new line as two characters, and may not be cut for that.
    return str(one).replace("\x00", "").replace("\r\n", "\n")[:LONGEST_TEXT]


def read_all_given(questions: Sequence[Question], given: Mapping[str, object]) -> dict[str, Kept]:
    """By question, for every question of a step; what is not in it is blank."""
    by_id = {plain_id(id): value for id, value in given.items()}
    return {question.id: read_given(question, by_id.get(question.id)) for question in questions}


def no_longer_asked(questions: Sequence[Question], given: Mapping[str, object]) -> list[str]:
    """Ids of what was written for questions that the step does not have, or has no more."""
    known = {question.id for question in questions}
    values = {
        id: value if isinstance(value, list | tuple) else [value] for id, value in given.items()
    }
    return [
        id
        for id, many in values.items()
        if plain_id(id) not in known and any(isinstance(one, str) and one.strip() for one in many)
    ]


@dataclass(frozen=True)
class Given:
    """What to show of an answer: what was chosen or written, and how it was judged, if it was."""

    value: Kept = ""
    right: bool | None = None
    partly: bool = False
    feedback: tuple[str, ...] = ()
    attempts: int = 0
    is_judged: bool = False
    version: int = 0  # of what is half-written, or was sent in last
    is_shared: bool = False  # with the facilitator of one's group
    solution: tuple[str, ...] = ()  # what was right, once there is no attempt left

    @property
    def text(self) -> str:
        return self.value if isinstance(self.value, str) else ""

    @property
    def chosen(self) -> tuple[str, ...]:
        return (self.value,) if isinstance(self.value, str) else tuple(self.value)
