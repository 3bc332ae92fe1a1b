from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from courses.models import ModulePage
from courses.rules.questions import Question
from progress.actions.hold_enrolment import Held, Way, hold_enrolment
from progress.actions.record_step import (
    Place,
    check_open,
    find_place,
    place_questions,
    read_evidence,
)
from progress.models import Submission
from progress.rules.assignments import is_handed_in, no_assignment, nothing_more


@dataclass(frozen=True)
class HeldAssignment:
    """A learner's own assignment, with what is in hand of it: None where nothing is."""

    held: Held
    place: Place
    question: Question
    latest: Submission | None

    @property
    def draft(self) -> Submission | None:
        one = self.latest
        return one if one is not None and one.state == Submission.State.DRAFT else None


def hold_submission(*, enrolment: Way, module: ModulePage | int, step: object) -> HeldAssignment:
    """Inside a transaction: the enrolment, locked, and the learner's latest try at its assignment.

    Raises CannotLearn where the step has none, is locked or is gone, and where it is handed in or
    done: then it is not the learner's turn.
    """
    held = hold_enrolment(enrolment=enrolment)
    place = find_place(held=held, module=module, step=step)
    if not place.step.is_assigned:
        raise no_assignment()
    evidence = read_evidence(held)
    check_open(held, place, evidence)
    asked = {question.id: question for question in place_questions(place)}
    question = asked.get(place.step.assignment)
    if question is None:  # on the page that was read it is another kind of step
        raise no_assignment()
    tries = Submission.objects.filter(enrolment=held.enrolment, question=question.id)
    latest = tries.order_by("-number").first()
    if latest is not None and latest.state == Submission.State.HANDED_IN:
        raise is_handed_in()
    if place.step.id in evidence.steps:
        raise nothing_more()
    return HeldAssignment(held, place, question, latest)


def take_draft(*, mine: HeldAssignment, now: datetime) -> Submission:
    """The one that is being written, or a new one, which has the next number."""
    if mine.draft is not None:
        return mine.draft
    tries = Submission.objects.filter(enrolment=mine.held.enrolment, question=mine.question.id)
    last = tries.aggregate(last=Max("number"))["last"] or 0
    return Submission.objects.create(
        enrolment=mine.held.enrolment,
        module_id=mine.place.page,
        step=mine.place.step.id,
        question=mine.question.id,
        number=last + 1,
        started_at=now,
        revision=mine.place.revision,
    )
