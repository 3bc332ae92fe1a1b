from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from courses.models import ModulePage
from courses.rules.outline import plain_id
from courses.rules.questions import Question
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
from progress.rules.assignments import step_is_approved_only
from progress.rules.drafts import (
    Draft,
    NoLongerAsked,
    WrittenElsewhere,
    find_conflicts,
    seen_versions,
)
from progress.rules.given import Kept, no_longer_asked, read_all_given, read_given
from progress.rules.grading import StepResult, grade, grade_step
from progress.rules.learning_errors import answers_missing, attempts_used_up, no_questions
from progress.rules.practice import note_of


@dataclass(frozen=True)
class Answered:
    result: StepResult
    recorded: Recorded | None
    versions: dict[str, int] = field(default_factory=dict)  # of what was sent in, by question


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
    The note of a practice step may be blank: without other questions the step is marked as done.

    `answers` has a choice's id, a list of them or a text by the question's id. Raises CannotLearn,
    and keeps nothing, where a question is not answered, the attempts that the step allows are used
    up, or the step is locked or gone. Raises WrittenElsewhere where something half-written would be
    lost that came after `based_on`, the versions that the writer had before them. The same attempt,
    known by its `uid`, counts once. Raises NoLongerAsked, when the attempt is in, where something
    was written for a question that the step has no more.
    """
    now = now or timezone.now()
    with transaction.atomic():
        held = hold_enrolment(enrolment=enrolment)
        place = find_place(held=held, module=module, step=step)
        if place.step.is_assigned:
            raise step_is_approved_only()
        evidence = read_evidence(held)
        check_open(held, place, evidence)
        questions = place_questions(place)
        if not questions:
            raise no_questions()
        given = read_all_given(questions, answers)
        asked = [one for one in questions if one.id != place.step.id]
        result = grade_step(asked, given, pass_percent=place.step.pass_percent)
        drafts = read_drafts(held=held, place=place)
        versions = seen_versions(drafts, based_on)
        recorded = None
        if note_save(enrolment=held.enrolment, uid=uid, now=now):
            last = max((one.attempts for one in drafts.values()), default=None)
            _check(place, questions, given, result, drafts, based_on, last)
            noted = _read_note(held, place, answers)
            versions = {id: _next_version(drafts.get(id)) for id in given}
            _append_attempt(held, place, last, given | noted, result, noted, versions, now)
            if result.passed:
                has_mark = place.step.pass_percent > 0 and result.score is not None
                how = _how(has_mark, asked)
                recorded = record_step(held=held, place=place, evidence=evidence, how=how, now=now)
            else:
                _stay(held, place, now)
        gone = no_longer_asked(questions, answers)
    if gone:
        raise NoLongerAsked(gone, versions)
    return Answered(result, recorded, versions)


def _check(
    place: Place,
    questions: Sequence[Question],
    given: dict[str, Kept],
    result: StepResult,
    drafts: Mapping[str, Draft],
    based_on: Mapping[str, int] | None,
    last: int | None,
) -> None:
    if place.step.graded and 0 < place.step.attempts <= (last or 0):
        raise attempts_used_up(place.step.attempts)
    if not result.answered:
        raise answers_missing(sum(not one.answered for _, one in result.results))
    conflicts = find_conflicts(questions, given, drafts, based_on)
    if conflicts:
        raise WrittenElsewhere(conflicts, {id: one.version for id, one in drafts.items()})


def _next_version(draft: Draft | None) -> int:
    return draft.version + 1 if draft else 1


def _stay(held: Held, place: Place, now: datetime) -> None:
    row = held.enrolment
    row.at_module_id, row.at_step, row.last_seen_at = place.page, place.step.id, now
    row.save(update_fields=["at_module", "at_step", "last_seen_at"])


def _how(has_mark: bool, asked: Sequence[Question]) -> StepRecord.How:
    if has_mark:
        return StepRecord.How.PASSED
    return StepRecord.How.ANSWERED if asked else StepRecord.How.MARKED


def _read_note(held: Held, place: Place, answers: Mapping[str, object]) -> dict[str, Kept]:
    """The note, where it says anything: blank, it takes an earlier one back. Of one that was not
    sent at all nothing is known, and nothing is changed."""
    note = note_of(place.step)
    sent = {plain_id(id): value for id, value in answers.items()}
    if note is None or note.id not in sent:
        return {}
    text = read_given(note, sent[note.id])
    mine = Answer.objects.filter(enrolment=held.enrolment, question=note.id)
    if grade(note, text).answered or mine.filter(attempt__gt=0).exists():
        return {note.id: text}
    mine.filter(attempt=0).delete()
    return {}


def _append_attempt(
    held: Held,
    place: Place,
    last: int | None,
    given: dict[str, Kept],
    result: StepResult,
    noted: Collection[str],
    versions: Mapping[str, int],
    now: datetime,
) -> None:
    scores = [(question, one.score) for question, one in result.results]
    scores += [(note, None) for note in noted]
    if last is not None:
        drafts = Answer.objects.filter(enrolment=held.enrolment, step=place.step.id, attempt=0)
        (drafts if noted else drafts.exclude(question=place.step.id)).delete()
    Answer.objects.bulk_create(
        Answer(
            enrolment=held.enrolment,
            module_id=place.page,
            step=place.step.id,
            question=question,
            attempt=(last or 0) + 1,
            value=given[question],
            score=score,
            version=versions[question],
            pass_percent=result.pass_percent,
            answered_at=now,
            revision=place.revision,
        )
        for question, score in scores
    )
