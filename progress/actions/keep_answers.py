from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.models import ModulePage
from progress.actions.hold_enrolment import Way, hold_enrolment
from progress.actions.record_step import find_place, place_questions
from progress.models import Answer
from progress.rules.given import read_all_given


def keep_answers(
    *,
    enrolment: Way,
    module: ModulePage | int,
    step: object,
    answers: Mapping[str, object],
    now: datetime | None = None,
) -> None:
    """What is half-written, kept for the next time: no attempt, and no evidence of anything."""
    now = now or timezone.now()
    with transaction.atomic():
        held = hold_enrolment(enrolment=enrolment)
        place = find_place(held=held, module=module, step=step)
        questions = place_questions(place)
        given = read_all_given(questions, answers)
        Answer.objects.bulk_create(
            [
                Answer(
                    enrolment=held.enrolment,
                    module_id=place.page,
                    step=place.step.id,
                    question=question,
                    attempt=0,
                    value=value,
                    pass_percent=place.step.pass_percent,
                    answered_at=now,
                    revision=place.revision,
                )
                for question, value in given.items()
            ],
            update_conflicts=True,
            unique_fields=["enrolment", "step", "question", "attempt"],
            update_fields=["module", "value", "pass_percent", "answered_at", "revision"],
        )
        row = held.enrolment
        row.at_module_id, row.at_step, row.last_seen_at = place.page, place.step.id, now
        row.save(update_fields=["at_module", "at_step", "last_seen_at"])
