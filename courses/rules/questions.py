"""The questions of a step as plain values, read from its stored blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from courses.rules.outline import plain_id


@dataclass(frozen=True)
class Choice:
    id: str
    correct: bool = False
    feedback: str = ""
    text: str = ""


@dataclass(frozen=True)
class Question:
    """A question is known by its block's UUID, a choice by its list item's, as hexadecimal digits.

    `answers` are what counts as right for number and short; `tolerance` is in the same unit.
    """

    id: str
    kind: str
    choices: tuple[Choice, ...] = ()
    answers: tuple[str | int | float, ...] = ()
    tolerance: float = 0
    prompt: str = ""


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
    )
