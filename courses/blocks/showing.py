"""A question's pictures and sounds made ready for its templates.

What asks the database or the library is done once, by show_media(), and can be kept; a question
is then put on a page, with each reader's own order and answer, without asking again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.images.shortcuts import get_rendition_or_not_found

from courses.rules.langs import NO_MEDIA_LANGS, BlockLang, MediaLangs
from courses.rules.question_names import with_names
from courses.rules.question_rows import matches_of, rows_of
from courses.rules.questions import Question

PICTURE = "max-640x640"
NOTHING = SafeString("")


@dataclass(frozen=True)
class Shown:
    """A picture or a sound of a part. Where it stands alone, the part's name is not written."""

    kind: str
    url: str
    alt: str = ""
    width: int = 0
    height: int = 0
    is_alone: bool = False
    lang: str = ""  # of the alternative text, where it is not the page's own


@dataclass(frozen=True)
class QuestionMedia:
    """`prompt` is HTML; `parts` and `matches` are by the id of their choice."""

    prompt: SafeString = NOTHING
    parts: Mapping[str, Shown] = field(default_factory=dict)
    matches: Mapping[str, Shown] = field(default_factory=dict)


NO_MEDIA = QuestionMedia()


def show_media(
    question: Question, value: Mapping[str, Any], langs: MediaLangs = NO_MEDIA_LANGS
) -> QuestionMedia:
    """`value` is the editor's value of the question's block."""
    prompt = SafeString("".join(_render(one, langs.prompt) for one in value.get("media") or ()))
    if not question.has_media:
        return QuestionMedia(prompt) if prompt else NO_MEDIA
    parts: dict[str, Shown] = {}
    matches: dict[str, Shown] = {}
    for choice, given in zip(question.choices, value["choices"], strict=True):
        for side, words, media, left in (
            (parts, choice.text, given.get("media"), langs.parts),
            (matches, choice.match, given.get("match_media"), langs.matches),
        ):
            if shown := _show(media, is_alone=not words, lang=left.get(choice.id, "")):
                side[choice.id] = shown
    return QuestionMedia(prompt, parts, matches)


def _render(block: Any, lang: BlockLang) -> SafeString:
    """With the languages of what it says, where they are not the page's own."""
    context = {
        "transcript_lang": lang.transcript,
        "captions_lang": lang.captions,
        "credit_lang": lang.credit,
        "words_lang": lang.words,
    }
    html = block.render(context=context)
    return format_html('<div lang="{}">{}</div>', lang.words, html) if lang.words else html


def _show(media: Any, *, is_alone: bool, lang: str) -> Shown | None:
    """None where there is none, or its file is no more in the library."""
    for child in media or ():
        if child.block_type == "sound":
            return Shown("sound", child.value.url, is_alone=is_alone) if child.value else None
        if child.value["image"]:
            made = get_rendition_or_not_found(child.value["image"], PICTURE)
            size = made.width, made.height
            return Shown("image", made.url, child.value["alt"], *size, is_alone, lang)
    return None


def named(question: Question, seed: str = "") -> Question:
    """With names for what is not written, in the reader's order: the same as on the page."""
    return with_names(question, seed, _sound)


def _sound(number: int) -> str:
    return _("Sound %(number)s") % {"number": number}


def put_on_page(
    question: Question, media: QuestionMedia, *, seed: str = "", given: Iterable[str] = ()
) -> dict[str, Any]:
    """What the templates of questions show; `seed` and `given` as rows_of() takes them."""
    question = named(question, seed)
    parts, matches = media.parts, media.matches
    return {
        "question": question,
        "media": media.prompt,
        "rows": [(row, parts.get(row.choice.id)) for row in rows_of(question, seed, given)],
        "has_pictures": any(one.kind == "image" for one in parts.values()),
        "matches": [(one.match, matches.get(one.id)) for one in matches_of(question, seed)]
        if matches
        else (),
    }
