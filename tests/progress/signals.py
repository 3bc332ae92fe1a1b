"""Many people in one module, written as the actions would leave them."""

import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from cms.models import User
from courses.models import ModulePage
from progress.models import Answer, Enrolment, StepRecord

NOW = timezone.now()
LONG_AGO = NOW - timedelta(days=31)


def people(count: int, *, first: int = 0) -> list[User]:
    return User.objects.bulk_create(
        User(email=f"person{number}@example.org", name=f"Person {number}")
        for number in range(first, first + count)
    )


def ways(module: ModulePage, who: list[User], **fields: object) -> list[Enrolment]:
    course = module.get_parent().specific
    values = {"last_seen_at": NOW, "translation_key": course.translation_key} | fields
    return Enrolment.objects.bulk_create(
        Enrolment(person=person, course=course, **values) for person in who
    )


def stop(found: list[Enrolment], module: ModulePage, step: str, at: datetime = LONG_AGO) -> None:
    Enrolment.objects.filter(pk__in=[way.pk for way in found]).update(
        at_module=module, at_step=step, last_seen_at=at
    )


def do(found: list[Enrolment], module: ModulePage, *steps: str, how: str = "marked") -> None:
    StepRecord.objects.bulk_create(
        StepRecord(enrolment=way, module=module, step=step, how=how)
        for way in found
        for step in steps
    )


def answer(
    found: list[Enrolment],
    module: ModulePage,
    step: str,
    question: str,
    *scores: float | None,
    mark: int = 0,
) -> None:
    """One attempt for each score; with none, something half-written."""
    numbered = list(enumerate(scores, start=1)) or [(0, None)]
    Answer.objects.bulk_create(
        Answer(
            enrolment=way, module=module, step=step, question=question, attempt=number,
            value=str(uuid.uuid4()), score=score, pass_percent=mark,
        )
        for way in found
        for number, score in numbered
    )  # fmt: skip
