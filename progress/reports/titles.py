from collections.abc import Iterable
from uuid import UUID

from courses.models import CoursePage
from progress.models.accounts import screen_languages

# Who reads one of these reads the others more easily than anything else.
NEAR = {"sv": ("nb", "nn"), "nb": ("nn", "sv"), "nn": ("nb", "sv")}


def course_titles(keys: Iterable[UUID], language: str) -> dict[UUID, str]:
    """The courses' titles in a language, or in the nearest that there is. One query."""
    order = (language, *NEAR.get(language, ()), *screen_languages())
    best: dict[UUID, tuple[int, str]] = {}
    pages = CoursePage.objects.filter(translation_key__in=set(keys)).values_list(
        "translation_key", "locale__language_code", "title"
    )
    for key, code, title in pages:
        rank = order.index(code) if code in order else len(order)
        best[key] = min(best.get(key, (rank, title)), (rank, title))
    return {key: title for key, (_rank, title) in best.items()}
