"""Which words of a translation are still the original's: they carry its language where they stand.

All on stored blocks. A step and a question are the same in every language by their UUID; a block
of content is not, so there the same words tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from courses.rules.outline import Module, plain_id
from courses.rules.questions import Question, read_questions
from courses.rules.translations import Block, all_words


@dataclass(frozen=True)
class BlockLang:
    """Of a block of content: the language of all its words, and of what may be left or translated
    by itself: transcript, captions and credit, where that is not the page's own; else ""."""

    words: str = ""
    transcript: str = ""
    captions: str = ""
    credit: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.transcript or self.captions or self.credit)


OWN = BlockLang()


@dataclass(frozen=True)
class MediaLangs:
    """Of what a question is about, and of the pictures of its choices, by the choice's id."""

    prompt: BlockLang = OWN
    parts: Mapping[str, str] = field(default_factory=dict)
    matches: Mapping[str, str] = field(default_factory=dict)


NO_MEDIA_LANGS = MediaLangs()


@dataclass(frozen=True)
class Langs:
    """The language of what a step says, where it is not the page's own; else ""."""

    title: str = ""
    part: str = ""
    blocks: tuple[BlockLang, ...] = ()
    questions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By the question's id: of its prompt, and of its choices and feedback."""
    media: Mapping[str, MediaLangs] = field(default_factory=dict)


NO_LANGS = Langs()


def langs_of(step: Block, original: Block | None, language: str) -> Langs:
    """What of a step is in the words of its original, which is in that language.

    A title alone may be the same word in both: it counts where something else of the step does.
    """
    if original is None:
        return NO_LANGS
    value, theirs = step["value"], original["value"]
    blocks = block_langs(value.get("content") or (), theirs.get("content") or (), language)
    questions = dict(_question_langs(value, theirs, language))
    any_left = any(one.words for one in blocks) or any(prompt for prompt, _ in questions.values())
    counts = any_left or not (blocks or questions)

    def same(name: str) -> str:
        return is_left(value.get(name), theirs.get(name), language) if counts else ""

    media = dict(_media_langs(value, theirs, language))
    return Langs(same("title"), same("part"), blocks, questions, media)


def module_title_lang(module: Module, original: Module | None, language: str) -> str:
    """Of a module's title where it stands alone: it counts where the titles of its steps do too."""
    if original is None:
        return ""
    theirs = {step.id: step.title for step in original.steps}
    left = all(is_left(one.title, theirs.get(one.id), language) for one in module.steps)
    return is_left(module.title, original.title, language) if left else ""


def all_langs(step: Block, language: str) -> Langs:
    """Of a step that stands on a page of another language."""
    value, every = step["value"], BlockLang(language, language, language, language)
    ids = [plain_id(one.get("id")) for one in value.get("questions") or ()]
    return Langs(
        title=language,
        part=language,
        blocks=(every,) * len(value.get("content") or ()),
        questions=dict.fromkeys(ids, (language, language)),
        media=dict.fromkeys(ids, MediaLangs(every)),
    )


def is_left(words: str | None, theirs: str | None, language: str) -> str:
    """The language, where the words are the original's. Figures alone are in none."""
    return language if words and words == theirs and has_letters(words) else ""


def block_langs(
    blocks: Sequence[Block], theirs: Sequence[Block], language: str
) -> tuple[BlockLang, ...]:
    """A transcript and captions may be left where the title is translated, and the other way; and
    so may the credit of a picture."""
    words = {said for one in theirs if (said := _said(one))}
    transcripts = {_part(one, "transcript") for one in theirs}
    captions = {_part(one, "captions") for one in theirs}
    credits = {_part(one, "credit") for one in theirs}

    def lang(one: Block) -> BlockLang:
        transcript, file = _part(one, "transcript"), _part(one, "captions")
        credit = _part(one, "credit")
        return BlockLang(
            language if _said(one) in words else "",
            language if transcript and transcript in transcripts else "",
            language if file and file in captions else "",
            language if credit and credit in credits and has_letters(credit) else "",
        )

    return tuple(map(lang, blocks))


def _part(block: Block, name: str) -> Any:
    value = block["value"]
    return value.get(name) if isinstance(value, Mapping) else None


def _question_langs(
    value: Mapping[str, Any], theirs: Mapping[str, Any], language: str
) -> Iterator[tuple[str, tuple[str, str]]]:
    known = {question.id: question for question in read_questions(theirs.get("questions") or ())}
    for question in read_questions(value.get("questions") or ()):
        other = known.get(question.id)
        prompt = is_left(question.prompt, other.prompt, language) if other else ""
        rest = _rest(question)
        is_same = other is not None and rest == _rest(other)
        is_said = bool(rest or not question.choices)  # sounds alone are named on the page
        yield question.id, (prompt, prompt if is_same and is_said else "")


def _rest(question: Question) -> list[str]:
    said = [question.feedback_right, question.feedback_wrong, question.instructions]
    for choice in question.choices:
        said += [choice.text, choice.match, choice.feedback]
        said += [media.alt for media in (choice.media, choice.match_media) if media]
    return [words for words in said if words]


def _media_langs(
    value: Mapping[str, Any], theirs: Mapping[str, Any], language: str
) -> Iterator[tuple[str, MediaLangs]]:
    known = {plain_id(one.get("id")): one for one in theirs.get("questions") or ()}
    for asked in value.get("questions") or ():
        other = known.get(plain_id(asked.get("id")))
        if other is None:
            continue
        prompt = block_langs(
            asked["value"].get("media") or (), other["value"].get("media") or (), language
        )
        question, original = read_questions([asked, other])
        said = {
            media.alt for one in original.choices for media in (one.media, one.match_media) if media
        }
        left = [
            {
                choice.id: language
                for choice in question.choices
                if (media := getattr(choice, side)) and media.alt in said and has_letters(media.alt)
            }
            for side in ("media", "match_media")
        ]
        found = MediaLangs(prompt[0] if prompt else OWN, *left)
        if found != NO_MEDIA_LANGS:
            yield question.id, found


SIDES = ("media", "match_media")


def _alts(question: Question, side: str) -> dict[str, str]:
    """The alternative texts of its pictures, by the choice's id."""
    shown = ((choice.id, getattr(choice, side)) for choice in question.choices)
    return {id: media.alt for id, media in shown if media and has_letters(media.alt)}


def _said(block: Block) -> tuple[Any, ...] | None:
    """The kind and the words of a block of content; None where it has none to translate."""
    value = block["value"]
    words = _texts(value) if isinstance(value, Mapping) else [str(value or "")]
    said = [text for text in words if has_letters(text)]
    if not said and (file := _part(block, "document")):
        return (block["type"], file)  # named by the library
    return (block["type"], *said) if said else None


SHOWN = ("quote", "source", "text", "alt", "title", "transcript", "table_caption", "data")


def _texts(value: Mapping[str, Any]) -> Iterator[str]:
    for name in SHOWN:
        yield from all_words(value.get(name) or "")


def has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in re.sub("<[^>]*>", "", text))
