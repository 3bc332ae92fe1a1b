"""Nynorsk where Wagtail has no words in it: those of Bokmål, and only then of the first language.

Django falls back from every language on LANGUAGE_CODE alone, which here is Swedish. It has no
setting for it, so the method that chooses is replaced; `tests/cms/test_languages.py` says if it
is gone.
"""

from django.utils.translation.trans_real import DjangoTranslation, translation

NEIGHBOURS = {"nn": "nb"}
_on_the_first_language = DjangoTranslation._add_fallback  # type: ignore[attr-defined]


def fall_back_on_neighbours() -> None:
    DjangoTranslation._add_fallback = _on_a_neighbour  # type: ignore[attr-defined]


def _on_a_neighbour(self: DjangoTranslation, localedirs: list[str] | None = None) -> None:
    neighbour = NEIGHBOURS.get(self.language())
    if neighbour is None:
        _on_the_first_language(self, localedirs)
    elif self.domain == "django":
        self.add_fallback(translation(neighbour))
    else:
        self.add_fallback(DjangoTranslation(neighbour, domain=self.domain, localedirs=localedirs))
