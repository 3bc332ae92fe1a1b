from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from courses.models import ParticipantQuestion
from progress.models import ParticipantAnswer, Registration
from progress.models.offers import offer_of
from progress.rules.places import may_answer


def answer_questions(
    *,
    registration: Registration,
    answers: Sequence[tuple[ParticipantQuestion, str]],
    now: datetime | None = None,
) -> None:
    """What the organiser asks, answered after all, or otherwise: the last answer stands, and an
    empty one takes it back. Raises the Refusal that says why not.

    Who leaves leaves their needs behind: the touch lets no answer come after that.
    """
    now = now or timezone.now()
    with transaction.atomic():
        touch_occasion(occasion_id=registration.occasion_id)
        current = Registration.objects.with_place().get(pk=registration.pk)
        refusal = may_answer(current.state, offer_of(current.pool), now=now)
        if refusal is not None:
            raise refusal
        for question, value in answers:
            if value:
                ParticipantAnswer.objects.update_or_create(
                    registration=current,
                    question=question.uid,
                    defaults={
                        "kind": question.kind,
                        "label": question.label,
                        "value": value[:1000],
                    },
                )
            else:
                current.answers.filter(question=question.uid).delete()
