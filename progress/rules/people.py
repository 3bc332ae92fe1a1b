"""Names of people and organisations, and the paths that lead to an organisation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from courses.rules.errors import gettext_noop

ROLES = ("teacher", "manager")
KINDS = (
    "county", "municipality", "school", "upper-secondary", "folk-high-school",
    "higher-education", "voluntary", "association", "other",
)  # fmt: skip
# What stands above a school, from the top; further down nothing can be told from the depth.
KINDS_BY_DEPTH = ("county", "municipality", "school")
LONGEST_NAME = 200
# Ten digits (Sweden, with or without the century) or eleven (Norway), however they are parted.
PERSONAL_NUMBER = re.compile(r"(?<!\d)(?:\d{2})?\d{6}\s?[-+–]?\s?\d{4,5}(?!\d)")

TOO_LONG = gettext_noop("is longer than %(most)s characters: shorten it")
CONTROL = gettext_noop("holds a character that cannot be printed: type it anew")
HAS_PERSONAL_NUMBER = gettext_noop(
    "looks as if it holds a personal identity number, which is not kept here: take it out"
)

Path = tuple[str, ...]


def has_personal_number(text: str) -> bool:
    """Whether a text seems to hold a personnummer or fødselsnummer (R-02, R-03)."""
    return bool(PERSONAL_NUMBER.search(text))


def fold(text: str) -> str:
    """The form in which two spellings of one name are equal: “Luleå  Kulturskola” and its like."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def spellings(word: str) -> set[str]:
    """A word with the cases in which names are written, for a database that knows only a-z."""
    word = tidy(word)
    return {word, word.lower(), word.upper(), word.capitalize(), word.title()}


def fold_path(path: Path) -> Path:
    return tuple(map(fold, path))


def split_path(text: str) -> Path:
    r"""“Norrbotten/Luleå/Luleå kulturskola”; a slash within a name is written \/."""
    parts = re.split(r"(?<!\\)/", text)
    return tuple(tidy(part.replace("\\/", "/")) for part in parts)


def join_path(path: Path) -> str:
    return "/".join(part.replace("/", "\\/") for part in path)


def kind_above(depth: int) -> str:
    """The kind of an organisation of which only the depth is known, 1 at the top."""
    return KINDS_BY_DEPTH[depth - 1] if depth <= len(KINDS_BY_DEPTH) else "other"


def tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def text_faults(text: str) -> Iterator[tuple[str, dict[str, object]]]:
    """What keeps a text from being a name, of a person or of an organisation."""
    if len(text) > LONGEST_NAME:
        yield TOO_LONG, {"most": LONGEST_NAME}
    if any(unicodedata.category(character) in ("Cc", "Cs", "Co") for character in text):
        yield CONTROL, {}
    if has_personal_number(text):
        yield HAS_PERSONAL_NUMBER, {}
