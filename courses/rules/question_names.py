"""What the parts of a question are called where they are not written: in lists, aloud, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from courses.rules.question_media import Media
from courses.rules.question_rows import matches_of, shown_first
from courses.rules.questions import Question


def with_names(question: Question, seed: str, sound: Callable[[int], str]) -> Question:
    """A picture is called by its alternative text, a sound by its number in the order shown.

    Numbers in the order of the editor would tell which sound comes first and which match is whose.
    """
    if not question.has_media:
        return question
    numbers: dict[object, int] = {}

    def name(words: str, media: Media | None) -> str:
        if words or media is None:
            return words
        if media.kind == "image":
            return media.alt
        return sound(numbers.setdefault(media.key, len(numbers) + 1))

    texts = {one.id: name(one.text, one.media) for one in shown_first(question, seed)}
    if question.kind == "matching":
        for one in matches_of(question, seed):
            name(one.match, one.match_media)
    named = tuple(
        replace(one, text=texts[one.id], match=name(one.match, one.match_media))
        for one in question.choices
    )
    return replace(question, choices=named)
