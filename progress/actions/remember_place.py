from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.models import ModulePage
from progress.actions.hold_enrolment import Way, hold_enrolment
from progress.actions.record_step import find_place
from progress.models import Enrolment

LONGEST = 24 * 60 * 60  # of a recording, in seconds


def remember_place(
    *,
    enrolment: Way,
    module: ModulePage | int,
    step: object | None = None,
    media: str = "",
    second: int = 0,
    now: datetime | None = None,
) -> None:
    """Where the person is, for the next time; without a step, at the beginning of the module page.

    `media` is the name, given by the page, of what is being played, and `second` how far that is.
    Raises CannotLearn where the step is not part of the course.
    """
    now = now or timezone.now()
    with transaction.atomic():
        if step is not None:
            place = find_place(held=hold_enrolment(enrolment=enrolment), module=module, step=step)
            step = place.step.id
        Enrolment.objects.current().filter(
            person_id=enrolment.person_id, translation_key=enrolment.translation_key
        ).update(
            at_module_id=module if isinstance(module, int) else module.pk,
            at_step=step,
            last_seen_at=now,
            **({"at_media": media[:64], "at_second": min(second, LONGEST)} if media else {}),
        )
