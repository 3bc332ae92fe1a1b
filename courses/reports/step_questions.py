from django.core.cache import cache

from courses.models import ModulePage
from courses.rules.outline import plain_id
from courses.rules.questions import Question, read_questions

KEPT_SECONDS = 60 * 60


def step_questions(
    *, page: int, revision: int | None, published_at: str, step: str
) -> tuple[Question, ...]:
    """The questions of a step of a live module page; no query while its revision is kept.

    An id of a revision may come again after a rollback; the moment it was published does not.
    """
    key = f"vidare:questions:{page}:{revision}:{published_at}".replace(" ", "T")
    is_known = bool(revision and published_at)
    kept: dict[str, tuple[Question, ...]] | None = cache.get(key) if is_known else None
    if kept is None:
        raw = ModulePage.objects.only("steps").get(pk=page).steps.raw_data
        kept = {
            plain_id(block["id"]): read_questions(block["value"].get("questions") or ())
            for block in raw
        }
        if is_known:
            cache.set(key, kept, KEPT_SECONDS)
    return kept.get(step, ())
