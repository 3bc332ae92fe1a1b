from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.models import ModulePage
from progress.actions.hold_enrolment import Way, hold_enrolment
from progress.actions.record_step import (
    Recorded,
    check_open,
    find_place,
    read_evidence,
    record_step,
)
from progress.models import StepRecord
from progress.rules.assignments import step_is_approved_only
from progress.rules.learning_errors import step_has_questions


def mark_step(
    *,
    enrolment: Way,
    module: ModulePage | int,
    step: object,
    now: datetime | None = None,
) -> Recorded:
    """The person says that the step is done. `module` is the page that was read, or its pk.

    Raises CannotLearn where the step has questions with right answers, or an assignment, is locked
    or is gone.
    """
    with transaction.atomic():
        held = hold_enrolment(enrolment=enrolment)
        place = find_place(held=held, module=module, step=step)
        if place.step.graded:
            raise step_has_questions()
        if place.step.is_assigned:
            raise step_is_approved_only()
        evidence = read_evidence(held)
        check_open(held, place, evidence)
        return record_step(
            held=held,
            place=place,
            evidence=evidence,
            how=StepRecord.How.MARKED,
            now=now or timezone.now(),
        )
