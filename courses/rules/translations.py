"""Where a translation lags behind its original.

All on stored blocks. A step, a question and a choice are the same in every language by their UUID.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.rules.outline import Step, plain_id, read_steps
from courses.rules.questions import Question, read_questions

Block = Mapping[str, Any]
NO_WORDS = ("id", "type", "uuid")
MEDIA = ("media", "match_media")  # of a question, of a choice, and of its match


@dataclass(frozen=True)
class Lag:
    """Steps of the original that the translation lacks, or that ask for something else there; and
    those of the translation that the original has no longer."""

    missing: tuple[Step, ...] = ()
    changed: tuple[Step, ...] = ()
    extra: tuple[Step, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed or self.extra)


NO_LAG = Lag()


def lag_of(original: Sequence[Block], translation: Sequence[Block]) -> Lag:
    """Words, titles, minutes and the order of steps make no difference."""
    theirs = {plain_id(one.get("id")): _asks(one) for one in translation}
    ours = {plain_id(one.get("id")): _asks(one) for one in original}
    steps = read_steps(original)
    return Lag(
        missing=tuple(step for step in steps if step.id not in theirs),
        changed=tuple(
            step for step in steps if step.id in theirs and theirs[step.id] != ours[step.id]
        ),
        extra=tuple(step for step in read_steps(translation) if step.id not in ours),
    )


def _asks(block: Block) -> tuple[Any, ...]:
    (step,) = read_steps([block])
    questions = read_questions(block["value"].get("questions") or ())
    return step.required, step.pass_percent, step.attempts, what_is_right(questions)


def what_is_right(questions: Iterable[Question]) -> list[tuple[Any, ...]]:
    """What tells right from wrong in these questions, whatever their order and their words."""
    return sorted(map(_question_asks, questions))


def _question_asks(question: Question) -> tuple[Any, ...]:
    choices = [(choice.id, choice.correct) for choice in question.choices]
    if question.kind != "ordering":
        choices.sort()
    is_number = question.kind == "number"
    answers = [str(one).replace(",", ".") for one in question.answers] if is_number else []
    return question.id, question.kind, choices, answers, question.tolerance


def all_words(value: Any) -> tuple[str, ...]:
    """All that stands in stored blocks but their ids: words, figures and files, in their order.

    Yes and no are left out, and 0: they are no words, and not every revision has them.
    """
    return tuple(_words(value))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name in sorted(value):
            if name in MEDIA:  # the same number may be a picture's or a sound's, on either side
                yield from (f"{name}: {one['type']}" for one in value[name] or ())
            if name not in NO_WORDS:
                yield from _words(value[name])
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for one in value:
            yield from _words(one)
    elif value and value is not True:
        yield str(value)
