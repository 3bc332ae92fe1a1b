"""Several names in one sentence, as each language joins them."""

from collections.abc import Sequence
from typing import Literal

from babel import Locale
from babel.lists import format_list

from courses.rules.partial_dates import WORDS


def either(names: Sequence[str], language: str) -> str:
    """ "Trondheim eller Stjørdal": one of these, and it is not decided which."""
    return _joined(names, "or", language)


def both(names: Sequence[str], language: str) -> str:
    return _joined(names, "standard", language)


def babel_locale(language: str) -> Locale:
    """Nynorsk's own list words are missing in some editions of CLDR: they are those of Bokmål."""
    words = WORDS.get(language.partition("-")[0], WORDS["en"])
    return Locale.parse("nb" if words.locale == "nn" else words.locale)


def _joined(names: Sequence[str], style: Literal["standard", "or"], language: str) -> str:
    return format_list(list(names), style=style, locale=babel_locale(language))
