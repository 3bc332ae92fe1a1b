from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from courses.models import ModulePage
from progress.actions.hold_enrolment import Held, Way, hold_enrolment
from progress.actions.record_step import (
    Place,
    Recorded,
    check_open,
    find_place,
    place_questions,
    read_evidence,
    record_step,
)
from progress.models import Answer, StepRecord
from progress.rules.given import Kept, read_all_given
from progress.rules.grading import StepResult, grade_step
from progress.rules.learning_errors import answers_missing, no_questions


@dataclass(frozen=True)
class Answered:
    result: StepResult
    recorded: Recorded | None


def answer_step(
    *,
    enrolment: Way,
    module: ModulePage | int,
    step: object,
    answers: Mapping[str, object],
    now: datetime | None = None,
) -> Answered:
    """One attempt at all questions of a step; the step is done when it is passed, or has no mark.

    `answers` has a choice's id, a list of them or a text by the question's id. Raises CannotLearn,
    and keeps nothing, where a question is not answered, or the step is locked or gone.
    """
    now = now or timezone.now()
    with transaction.atomic():
        held = hold_enrolment(enrolment=enrolment)
        place = find_place(held=held, module=module, step=step)
        evidence = read_evidence(held)
        check_open(held, place, evidence)
        questions = place_questions(place)
        if not questions:
            raise no_questions()
        given = read_all_given(questions, answers)
        result = grade_step(questions, given, pass_percent=place.step.pass_percent)
        if not result.answered:
            raise answers_missing(sum(not one.answered for _, one in result.results))
        _append_attempt(held, place, given, result, now)
        if not result.passed:
            enrolment_row = held.enrolment
            enrolment_row.at_module_id, enrolment_row.at_step = place.page, place.step.id
            enrolment_row.last_seen_at = now
            enrolment_row.save(update_fields=["at_module", "at_step", "last_seen_at"])
            return Answered(result, None)
        has_mark = place.step.pass_percent > 0 and result.score is not None
        recorded = record_step(
            held=held,
            place=place,
            evidence=evidence,
            how=StepRecord.How.PASSED if has_mark else StepRecord.How.ANSWERED,
            now=now,
        )
        return Answered(result, recorded)


def _append_attempt(
    held: Held, place: Place, given: dict[str, Kept], result: StepResult, now: datetime
) -> None:
    mine = Answer.objects.filter(enrolment=held.enrolment, step=place.step.id)
    last = mine.aggregate(last=Max("attempt"))["last"]
    if last is not None:
        mine.filter(attempt=0).delete()
    Answer.objects.bulk_create(
        Answer(
            enrolment=held.enrolment,
            module_id=place.page,
            step=place.step.id,
            question=question,
            attempt=(last or 0) + 1,
            value=given[question],
            score=one.score,
            pass_percent=result.pass_percent,
            answered_at=now,
            revision=place.revision,
        )
        for question, one in result.results
    )
