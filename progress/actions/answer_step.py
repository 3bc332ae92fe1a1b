from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from courses.models import ModulePage
from progress.actions.hold_enrolment import Held, Way, hold_enrolment
from progress.actions.keep_answers import read_drafts
from progress.actions.note_save import note_save
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
from progress.rules.drafts import WrittenElsewhere, find_conflicts
from progress.rules.given import Kept, read_all_given
from progress.rules.grading import StepResult, grade_step
from progress.rules.learning_errors import answers_missing, attempts_used_up, no_questions


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
    based_on: Mapping[str, int] | None = None,
    uid: UUID | None = None,
    now: datetime | None = None,
) -> Answered:
    """One attempt at all questions of a step; the step is done when it is passed, or has no mark.

    `answers` has a choice's id, a list of them or a text by the question's id. Raises CannotLearn,
    and keeps nothing, where a question is not answered, the attempts that the step allows are used
    up, or the step is locked or gone. Raises WrittenElsewhere where something half-written would be
    lost that came after `based_on`, the versions that the writer had before them. The same attempt,
    known by its `uid`, counts once.
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
        if not note_save(enrolment=held.enrolment, uid=uid, now=now):
            return Answered(result, None)
        last = _latest_attempt(held, place)
        if place.step.graded and 0 < place.step.attempts <= (last or 0):
            raise attempts_used_up(place.step.attempts)
        if not result.answered:
            raise answers_missing(sum(not one.answered for _, one in result.results))
        if based_on is not None:
            drafts = read_drafts(held=held, place=place)
            conflicts = find_conflicts(questions, given, drafts, based_on)
            if conflicts:
                versions = {id: draft.version for id, draft in drafts.items()}
                raise WrittenElsewhere(conflicts, versions)
        _append_attempt(held, place, last, given, result, now)
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


def _latest_attempt(held: Held, place: Place) -> int | None:
    """0 where there is no more than something half-written; None where there is not even that."""
    mine = Answer.objects.filter(enrolment=held.enrolment, step=place.step.id)
    return mine.aggregate(last=Max("attempt"))["last"]


def _append_attempt(
    held: Held,
    place: Place,
    last: int | None,
    given: dict[str, Kept],
    result: StepResult,
    now: datetime,
) -> None:
    if last is not None:
        Answer.objects.filter(enrolment=held.enrolment, step=place.step.id, attempt=0).delete()
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
