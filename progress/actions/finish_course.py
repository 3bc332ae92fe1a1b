from datetime import datetime

from django.db import transaction
from django.utils import timezone

from progress.actions.complete_course import complete_course
from progress.actions.hold_enrolment import Way, hold_enrolment
from progress.actions.record_step import read_evidence
from progress.models import Certificate
from progress.models.presence import waits_for_closing
from progress.rules.learning_errors import not_all_done, occasion_is_not_closed
from progress.rules.standing import Evidence, stand


def finish_course(*, enrolment: Way, now: datetime | None = None) -> Certificate | None:
    """The person has done all that is asked for since an editor changed it, and says so.

    Done already, it stays as it was. Raises CannotLearn where something is left, or where it rests
    on presence at an occasion that its leader has not closed yet.
    """
    now = now or timezone.now()
    with transaction.atomic():
        held = hold_enrolment(enrolment=enrolment)
        way = held.enrolment
        if way.completed_at is not None:
            return None
        evidence = read_evidence(held)
        standing = stand(held.outline, evidence)
        if not standing.is_complete:
            raise not_all_done(standing.percent)
        by_steps = stand(held.outline, Evidence(evidence.steps)).is_complete
        if not by_steps and waits_for_closing(way.person_id, way.translation_key):
            raise occasion_is_not_closed()
        way.percent, way.minutes = standing.percent, standing.minutes
        way.completed_at = way.last_seen_at = now
        way.save(update_fields=["percent", "minutes", "completed_at", "last_seen_at"])
        return complete_course(enrolment=way, now=now)
