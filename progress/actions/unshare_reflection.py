from django.db import transaction

from courses.rules.outline import plain_id
from progress.actions.hold_enrolment import Way, hold_enrolment
from progress.models import SharedReflection


def unshare_reflection(*, enrolment: Way, question: object) -> None:
    """Nobody else can read it any more. Nothing stands in the way of that: neither a step that is
    gone, nor that it was never shared. Raises CannotLearn where the course is not begun."""
    with transaction.atomic():
        held = hold_enrolment(enrolment=enrolment)
        SharedReflection.objects.filter(
            enrolment=held.enrolment, question=plain_id(question)
        ).delete()
