"""Why somebody who had come further, or had finished, is asked for a module anew."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Subquery

from courses.rules.outline import Outline, plain_id
from progress.models import ContentChange, Enrolment


@dataclass(frozen=True)
class AskedAgain:
    """`earned_at` is when an older version was completed."""

    module_key: str
    title: str
    at: datetime
    earned_at: datetime | None


def read_asked_again(enrolment: Enrolment, outline: Outline) -> AskedAgain | None:
    """None of a first version: no query. Else one, and none once this version is completed."""
    if enrolment.version == 1 or enrolment.completed_at is not None:
        return None
    key = enrolment.translation_key
    older = Enrolment.objects.filter(
        person_id=enrolment.person_id, translation_key=key, is_current=False
    )
    earned = older.order_by().values("person_id").annotate(at=Max("completed_at")).values("at")
    change = (
        ContentChange.objects.filter(
            course_key=key, choice=ContentChange.Choice.AGAIN, at=enrolment.started_at
        )
        .select_related("module")
        .defer("module__steps")
        .annotate(earned_at=Subquery(earned))
        .first()
    )
    if change is None:
        return None
    here = outline.module(plain_id(change.module_key))
    return AskedAgain(
        plain_id(change.module_key),
        here.title if here else change.module.title,
        change.at,
        change.earned_at,  # type: ignore[attr-defined]
    )
