"""In which order the parts of a question stand, and by which names a form answers it.

The order is reckoned from ids that all languages share, and a seed (the reader's way through the
course): the same at every visit, and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from courses.rules.questions import Choice, Question, match_of

# One select for each row, of which each says "row=value"; all of them have the question's name.
BETWEEN = "="


@dataclass(frozen=True)
class Row:
    """A choice, a prompt to match or a thing to order; (value, words) of what it can be set to."""

    choice: Choice
    options: tuple[tuple[str, str], ...] = ()


def rows_of(question: Question, seed: str = "", given: Iterable[str] = ()) -> tuple[Row, ...]:
    """`given` is an answer as it is kept: things that were put in order stand in that order."""
    if question.kind == "matching":
        return _to_match(question, seed)
    if question.kind == "ordering":
        return _to_order(question, seed, given)
    return tuple(Row(choice) for choice in shown_first(question, seed))


def shown_first(question: Question, seed: str) -> tuple[Choice, ...]:
    """In the order in which they stand before anything is answered."""
    if question.kind != "ordering":
        return _shuffled(question, seed, "") if question.shuffle else question.choices
    things = _shuffled(question, seed, "")
    return (*things[1:], *things[:1]) if things == question.choices else things


def matches_of(question: Question, seed: str) -> tuple[Choice, ...]:
    """The pairs whose matches one chooses among, each match once."""
    found: dict[Hashable, Choice] = {}
    for choice in _shuffled(question, seed, "match"):
        found.setdefault(match_of(choice), choice)
    return tuple(found.values())


def match_key(question: str, choice: str) -> str:
    """The name of a pair's answer side, which does not show whose it is."""
    return sha256(f"{question}:{choice}:match".encode()).hexdigest()[:12]


def _to_match(question: Question, seed: str) -> tuple[Row, ...]:
    options = [
        (match_key(question.id, choice.id), choice.match) for choice in matches_of(question, seed)
    ]
    return tuple(
        Row(one, tuple((f"{one.id}{BETWEEN}{key}", words) for key, words in options))
        for one in shown_first(question, seed)
    )


def _to_order(question: Question, seed: str, given: Iterable[str]) -> tuple[Row, ...]:
    things = shown_first(question, seed)
    places = dict(one.split(BETWEEN, 1) for one in given if BETWEEN in one)
    if len(places) == len(things) and all(one.id in places for one in things):
        things = tuple(sorted(things, key=lambda one: int(places[one.id])))
    numbers = [str(number) for number in range(1, len(things) + 1)]
    return tuple(
        Row(one, tuple((f"{one.id}{BETWEEN}{number}", number) for number in numbers))
        for one in things
    )


def _shuffled(question: Question, seed: str, side: str) -> tuple[Choice, ...]:
    def lot(choice: Choice) -> bytes:
        return sha256(f"{seed}:{side}:{question.id}:{choice.id}".encode()).digest()

    return tuple(sorted(question.choices, key=lot))
