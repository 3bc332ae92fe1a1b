"""What the organiser asks of somebody who has a place, and what they have answered."""

from dataclasses import dataclass

from courses.models import ParticipantQuestion
from progress.models import ParticipantAnswer, Registration


@dataclass(frozen=True)
class Asked:
    question: ParticipantQuestion
    answer: ParticipantAnswer | None = None

    @property
    def value(self) -> str:
        return self.answer.value if self.answer is not None else ""

    @property
    def words(self) -> str:
        return self.answer.words if self.answer is not None else ""

    @property
    def is_missing(self) -> bool:
        return self.question.required and self.answer is None


def asked_of(registration: Registration) -> list[Asked]:
    """In the editor's order. One query where nothing is asked, else two."""
    questions = list(ParticipantQuestion.objects.filter(occasion=registration.occasion_id))
    if not questions:
        return []
    answers = {answer.question: answer for answer in registration.answers.all()}
    return [Asked(question, answers.get(question.uid)) for question in questions]
