"""Several names in one sentence, as each language joins them."""

from collections.abc import Sequence

from babel import Locale
from babel.lists import format_list

from courses.rules.partial_dates import WORDS


def either(names: Sequence[str], language: str) -> str:
    """ "Trondheim eller Stjørdal": one of these, and it is not decided which."""
    return _joined(names, "or", language)


def both(names: Sequence[str], language: str) -> str:
    return _joined(names, "standard", language)


def _joined(names: Sequence[str], style: str, language: str) -> str:
    words = WORDS.get(language.split("-")[0], WORDS["en"])
    # Nynorsk's own list words are missing in some editions of CLDR; they are those of Bokmål.
    locale = "nb" if words.locale == "nn" else words.locale
    return format_list(list(names), style=style, locale=Locale.parse(locale))
