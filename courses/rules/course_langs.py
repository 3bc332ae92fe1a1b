"""Which words of a course's page, and of its card, are still those of its original."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from courses.rules.langs import BlockLang, block_langs, has_letters, is_left
from courses.rules.translations import Block

TEXTS = ("subtitle", "summary", "audience_text", "price_note", "edition", "contact_name")


@dataclass(frozen=True)
class CourseLangs:
    """The language of what the page says, where it is the original's; else ""."""

    language: str = ""
    title: str = ""
    subtitle: str = ""
    summary: str = ""
    audience_text: str = ""
    price_note: str = ""
    edition: str = ""
    contact_name: str = ""
    blocks: tuple[BlockLang, ...] = ()
    outcomes: frozenset[str] = frozenset()
    """All of the original's."""
    modules: Mapping[object, tuple[str, str]] = field(default_factory=dict)
    """The title and the summary of each of the original's, by its translation key."""

    def of_outcome(self, text: str) -> str:
        return self.language if text in self.outcomes and has_letters(text) else ""

    def of_module(self, key: object, title: str, summary: str) -> tuple[str, str]:
        """Of its title, and of its summary."""
        return card_langs((title, summary), self.modules.get(key, ("", "")), self.language)


NO_COURSE_LANGS = CourseLangs()


def course_langs(
    texts: Mapping[str, str],
    original: Mapping[str, str],
    body: Sequence[Block],
    original_body: Sequence[Block],
    language: str,
    **more: object,
) -> CourseLangs:
    """`texts` are the title and TEXTS. A title alone may be the same word in both languages: it
    counts where the subtitle, the summary or something of the body does."""
    blocks = block_langs(body, original_body, language)
    left = {name: is_left(texts[name], original[name], language) for name in TEXTS}
    counts = left["subtitle"] or left["summary"] or any(one.words for one in blocks)
    title = is_left(texts["title"], original["title"], language) if counts else ""
    return CourseLangs(language, title, **left, blocks=blocks, **more)  # type: ignore[arg-type]


def card_langs(said: tuple[str, str], original: tuple[str, str], language: str) -> tuple[str, str]:
    """Of a title and of the summary below it: the title counts with the summary."""
    summary = is_left(said[1], original[1], language)
    return is_left(said[0], original[0], language) if summary else "", summary
