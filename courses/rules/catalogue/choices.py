"""Choices of a file as stored blocks, and stored blocks as choices of a file.

The file has words alone. A picture without a text stands there by its alternative text, a sound by
a note and a number; where an import finds the same words again, the picture or sound is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from courses.rules.question_media import Media, read_media

Values = dict[str, Any]
SIDES = (("text", "media"), ("match", "match_media"))


def items(stored: list[Any] | None) -> list[Any]:
    """The values of a list block, whether stored with ids or bare."""
    return [
        item["value"] if isinstance(item, dict) and item.get("type") == "item" else item
        for item in stored or []
    ]


def to_choice(choice: Values, kind: str) -> Values:
    own: Values = {}
    if kind == "matching":
        own = {"match": choice.get("match", "")}
    elif kind != "ordering":
        own = {"correct": choice.get("correct", False)}
    return {
        "text": choice["text"],
        **own,
        "feedback": choice.get("feedback", ""),
        "id": choice.get("id", ""),
    }


def from_choices(stored: list[Any] | None) -> list[Values]:
    choices = items(stored)
    return [
        {
            "id": choice.get("id") or "",
            **words,
            "correct": bool(choice.get("correct")),
            "feedback": choice.get("feedback") or "",
        }
        for choice, words in zip(choices, _in_words(choices), strict=True)
    ]


def keep_media(question: Values, before: Values) -> None:
    """What an editor has put into a question stays in it: both are values of stored blocks."""
    if before.get("media"):
        question["media"] = before["media"]
    old = items(before.get("choices"))
    said = list(zip(old, _in_words(old), strict=True))
    for choice in items(question.get("choices")):
        for text, media in SIDES:
            for one, words in said:
                is_same = choice.get(text) == words[text]
                if one.get(media) and (is_same or (choice["id"] and choice["id"] == one.get("id"))):
                    choice[media] = one[media]
                    choice[text] = one.get(text) or "" if is_same else choice[text]
                    break


def has_media(question: Values) -> bool:
    """Whether a stored question shows or plays something that the file cannot say."""
    return bool(
        read_media(question.get("media"))
        or any(
            read_media(one.get(side)) for one in items(question.get("choices")) for side in _MEDIA
        )
    )


_MEDIA = [media for _text, media in SIDES]


def _in_words(choices: list[Values]) -> list[Values]:
    said: list[Values] = [{} for _ in choices]
    for text, media in SIDES:
        read = [read_media(choice.get(media)) for choice in choices]
        written = [choice.get(text) or "" for choice in choices]
        for words, line in zip(said, _side(written, read), strict=True):
            words[text] = line
    return said


def _side(written: list[str], read: list[Media | None]) -> Iterable[str]:
    """The same thing has the same words, and another thing has others."""
    taken: dict[str, Any] = dict.fromkeys(written)
    for text, media in zip(written, read, strict=True):
        if text or media is None:
            yield text
            continue
        thing = (media.kind, media.key)
        stem = media.alt or "♪"
        names = (f"{stem} {number}" if number > 1 or stem == "♪" else stem for number in count(1))
        name = next(name for name in names if taken.get(name, thing) == thing)
        taken[name] = thing
        yield name
