"""Where a translation lags behind its original, and which of its words are still the original's.

All on stored blocks. A step, a question and a choice are the same in every language by their UUID;
a block of content is not, so there the same words tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
    asked = sorted(map(_question_asks, questions))
    return step.required, step.pass_percent, step.attempts, asked


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


@dataclass(frozen=True)
class Langs:
    """The language of what a step says, where it is not the page's own; else ""."""

    title: str = ""
    part: str = ""
    blocks: tuple[str, ...] = ()
    questions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By the question's id: of its prompt, and of its choices and feedback."""


NO_LANGS = Langs()


def langs_of(step: Block, original: Block | None, language: str) -> Langs:
    """What of a step is in the words of its original, which is in that language.

    A title alone may be the same word in both: it counts where something else of the step does.
    """
    if original is None:
        return NO_LANGS
    value, theirs = step["value"], original["value"]
    known = {words for one in theirs.get("content") or () if (words := _said(one))}
    blocks = tuple(
        language if _said(one) and _said(one) in known else "" for one in value.get("content") or ()
    )
    questions = dict(_question_langs(value, theirs, language))
    any_left = any(blocks) or any(prompt for prompt, _ in questions.values())
    counts = any_left or not (blocks or questions)

    def same(name: str) -> str:
        words = value.get(name) or ""
        return language if counts and _has_letters(words) and words == theirs.get(name) else ""

    return Langs(same("title"), same("part"), blocks, questions)


def all_langs(step: Block, language: str) -> Langs:
    """Of a step that stands on a page of another language."""
    value = step["value"]
    questions = value.get("questions") or ()
    return Langs(
        title=language,
        part=language,
        blocks=(language,) * len(value.get("content") or ()),
        questions={plain_id(one.get("id")): (language, language) for one in questions},
    )


def _question_langs(
    value: Mapping[str, Any], theirs: Mapping[str, Any], language: str
) -> Iterator[tuple[str, tuple[str, str]]]:
    known = {question.id: question for question in read_questions(theirs.get("questions") or ())}
    for question in read_questions(value.get("questions") or ()):
        other = known.get(question.id)
        is_left = other is not None and question.prompt == other.prompt
        prompt = language if is_left and _has_letters(question.prompt) else ""
        same_rest = other is not None and _rest(question) == _rest(other)
        yield question.id, (prompt, prompt if same_rest else "")


def _rest(question: Question) -> list[str]:
    said = [question.feedback_right, question.feedback_wrong, question.instructions]
    for choice in question.choices:
        said += [choice.text, choice.match, choice.feedback]
    return [words for words in said if words]


def _said(block: Block) -> tuple[Any, ...] | None:
    """The kind and the words of a block of content; None where it has none to translate."""
    value = block["value"]
    words = _texts(value) if isinstance(value, Mapping) else [str(value or "")]
    said = [text for text in words if _has_letters(text)]
    return (block["type"], *said) if said else None


SHOWN = ("quote", "source", "text", "alt", "title", "transcript", "table_caption", "data")


def _texts(value: Mapping[str, Any]) -> Iterator[str]:
    for name in SHOWN:
        yield from _words(value.get(name) or "")


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in re.sub("<[^>]*>", "", text))
