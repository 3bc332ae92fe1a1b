from datetime import datetime

from django.utils import timezone

from courses.models import ModulePage
from courses.rules.outline import plain_id
from progress.actions.hold_enrolment import Way
from progress.models import Enrolment


def remember_place(
    *,
    enrolment: Way,
    module: ModulePage | int,
    step: object | None = None,
    now: datetime | None = None,
) -> bool:
    """Where the person is, for the next time. False where there is no such way."""
    return bool(
        Enrolment.objects.filter(
            person_id=enrolment.person_id, translation_key=enrolment.translation_key
        ).update(
            at_module_id=module if isinstance(module, int) else module.pk,
            at_step=plain_id(step) if step else None,
            last_seen_at=now or timezone.now(),
        )
    )
