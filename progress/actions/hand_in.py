from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from courses.models import ModulePage
from progress.actions.hold_enrolment import Way, hold_enrolment
from progress.actions.hold_submission import HeldAssignment, hold_submission, take_draft
from progress.actions.keep_answers import keep_answers
from progress.actions.note_save import note_save
from progress.actions.record_step import place_questions
from progress.actions.tell_reviewers import tell_reviewers
from progress.models import Answer, Submission
from progress.rules.assignments import is_missing, nothing_to_hand_in
from progress.rules.given import Kept, no_longer_asked, read_all_given


def hand_in(
    *,
    enrolment: Way,
    module: ModulePage | int,
    step: object,
    answers: Mapping[str, object],
    based_on: Mapping[str, int] | None = None,
    uid: UUID | None = None,
    now: datetime | None = None,
) -> Submission | None:
    """What is written, with the files attached so far, waits to be read; who reads it is told.

    The text is kept as half-written too, so that it is there to go on from if it is returned. What
    was written in reflections beside it is saved as it is when they are answered. None where the
    same save, known by its `uid`, has come in before. Raises CannotLearn, and keeps nothing, where
    there is nothing to hand in, it is handed in or approved already, or the step is locked or gone;
    WrittenElsewhere where the text was changed elsewhere after `based_on`.
    """
    now = now or timezone.now()
    with transaction.atomic():
        held = hold_enrolment(enrolment=enrolment)
        if not note_save(enrolment=held.enrolment, uid=uid, now=now):
            return None
        mine = hold_submission(enrolment=enrolment, module=module, step=step)
        questions = place_questions(mine.place)
        gone = no_longer_asked(questions, answers)
        keep_answers(
            enrolment=enrolment,
            module=module,
            step=step,
            answers={id: one for id, one in answers.items() if id not in gone},
            based_on=based_on,
            now=now,
        )
        given = read_all_given(questions, answers)
        text = str(given[mine.question.id]).strip() if mine.question.takes_text else ""
        files = mine.draft.files.count() if mine.draft else 0
        if is_missing(mine.question, text, files):
            raise nothing_to_hand_in(mine.question)
        submission = take_draft(mine=mine, now=now)
        submission.state = Submission.State.HANDED_IN
        submission.text, submission.handed_in_at = text, now
        submission.module_id, submission.revision = mine.place.page, mine.place.revision
        submission.save(update_fields=["state", "text", "handed_in_at", "module", "revision"])
        _save_reflections(mine, given, now)
        tell_reviewers(submission=submission, course=mine.held.enrolment.course)
    return submission


def _save_reflections(mine: HeldAssignment, given: dict[str, Kept], now: datetime) -> None:
    """Those that say something; what is half-written of them is theirs no longer."""
    written = {id: one for id, one in given.items() if id != mine.question.id and one}
    answers = Answer.objects.filter(enrolment=mine.held.enrolment, step=mine.place.step.id)
    last = answers.aggregate(last=Max("attempt"))["last"] or 0
    answers.filter(attempt=0, question__in=written).delete()
    Answer.objects.bulk_create(
        Answer(
            enrolment=mine.held.enrolment,
            module_id=mine.place.page,
            step=mine.place.step.id,
            question=question,
            attempt=last + 1,
            value=value,
            answered_at=now,
            revision=mine.place.revision,
        )
        for question, value in written.items()
    )
