"""The questions of a step as plain values, read from its stored blocks."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.rules.errors import gettext_noop
from courses.rules.outline import plain_id
from courses.rules.question_media import Media, read_media


@dataclass(frozen=True)
class Choice:
    id: str
    correct: bool = False
    feedback: str = ""
    text: str = ""
    match: str = ""
    media: Media | None = None
    match_media: Media | None = None


@dataclass(frozen=True)
class Question:
    """A question is known by its block's UUID, a choice by its list item's, as hexadecimal digits.

    `answers` are what counts as right for number and short; `tolerance` is in the same unit. The
    choices of matching are pairs of a text and its match; those of ordering are in the right order.
    """

    id: str
    kind: str
    choices: tuple[Choice, ...] = ()
    answers: tuple[str | int | float, ...] = ()
    tolerance: float = 0
    prompt: str = ""
    shuffle: bool = False
    feedback_right: str = ""
    feedback_wrong: str = ""
    instructions: str = ""
    accepts: str = ""  # of an assignment: text, files or both
    files: int = 0  # how many at most

    @property
    def has_media(self) -> bool:
        """Whether any of its parts is a picture or a sound."""
        return any(one.media or one.match_media for one in self.choices)

    @property
    def takes_text(self) -> bool:
        return self.accepts in ("both", "text")

    @property
    def takes_files(self) -> bool:
        return self.accepts in ("both", "files")


def read_questions(blocks: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    return tuple(
        read_question(block["type"], plain_id(block.get("id")), block["value"]) for block in blocks
    )


def read_question(kind: str, id: str, value: Mapping[str, Any]) -> Question:
    """Reads a stored block as well as the editor's value of it."""
    return Question(
        id=id,
        kind=kind,
        prompt=value.get("prompt") or "",
        choices=tuple(_read_choice(item) for item in _items(value.get("choices"))),
        answers=tuple(answer for _id, answer in _items(value.get("answers"))),
        tolerance=value.get("tolerance") or 0,
        shuffle=bool(value.get("shuffle")),
        feedback_right=value.get("feedback_right") or "",
        feedback_wrong=value.get("feedback_wrong") or "",
        instructions=value.get("instructions") or "",
        accepts=value.get("accepts") or ("both" if kind == "assignment" else ""),
        files=(value.get("files") or 3) if kind == "assignment" else 0,
    )


def _items(stored: Any) -> list[tuple[str, Any]]:
    """(id, value) of a list block, whether stored with ids, without, or read by the editor."""
    bound = getattr(stored, "bound_blocks", None)
    if bound is not None:
        return [(plain_id(item.id), item.value) for item in bound]
    return [
        (plain_id(item["id"]), item["value"])
        if isinstance(item, Mapping) and item.get("type") == "item" and "value" in item
        else (str(place), item)
        for place, item in enumerate(stored or ())
    ]


def _read_choice(item: tuple[str, Any]) -> Choice:
    id, value = item
    return Choice(
        id=id,
        text=value.get("text") or "",
        correct=bool(value.get("correct")),
        feedback=value.get("feedback") or "",
        match=value.get("match") or "",
        media=read_media(value.get("media")),
        match_media=read_media(value.get("match_media")),
    )


def right_answers(question: Question) -> tuple[str, ...]:
    """In words, one line each; for an ordering question they are in its order."""
    if question.kind in ("number", "short"):
        return tuple(str(answer) for answer in question.answers)
    if question.kind == "matching":
        return tuple(f"{choice.text} – {choice.match}" for choice in question.choices)
    every = question.kind == "ordering"
    return tuple(choice.text for choice in question.choices if every or choice.correct)


def fold_short(text: str) -> str:
    """Case, spaces and the way a letter was composed make no difference."""
    return unicodedata.normalize(
        "NFC", " ".join(unicodedata.normalize("NFC", text).split()).casefold()
    )


def match_of(choice: Choice) -> Hashable:
    """Two pairs with the same of these have the same match, and either is right for both."""
    return _thing(choice.match, choice.match_media)


def _thing(words: str, media: Media | None) -> Hashable:
    return fold_short(words), media and (media.kind, media.key)


def problem_with_pairs(choices: Iterable[Choice]) -> str:
    """Why these cannot be matched; empty where they can."""
    if len({match_of(choice) for choice in choices}) < 2:
        return gettext_noop("All have the same match. Write at least two different ones.")
    return ""


def problem_with_order(choices: Sequence[Choice]) -> str:
    """Why these cannot be put in order; empty where they can. Who sees no picture has its words."""
    said = [choice.text or (choice.media.alt if choice.media else "") for choice in choices]
    things = [
        fold_short(words) if words else _thing("", choice.media)
        for words, choice in zip(said, choices, strict=True)
    ]
    if len(set(things)) < len(things):
        return gettext_noop("Two say the same, so nobody can tell their order. Change one of them.")
    return ""
