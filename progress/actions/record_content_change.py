from datetime import datetime

from progress.actions.weigh_change import Weighed
from progress.models import ContentChange
from progress.models.accounts import Person

# Reasons that nobody wrote: what was published where nobody could be asked.
SCHEDULED, NOT_ASKED, NEW_MODULE = "scheduled", "not asked", "new module"


def record_content_change(
    *,
    weighed: Weighed,
    revision: int,
    choice: str,
    reason: str,
    by: Person | None,
    at: datetime,
) -> ContentChange:
    """Who chose what for whom, and why. `at` lies ahead where the change is to go live by itself;
    a choice that was made before for a change that is still to come gives way to this one."""
    ContentChange.objects.filter(module=weighed.module.pk, at__gt=at).delete()
    diff = weighed.diff
    return ContentChange.objects.create(
        course=weighed.course,
        course_key=weighed.course.translation_key,
        module_id=weighed.module.pk,
        module_key=weighed.module.translation_key,
        revision=revision,
        choice=choice,
        reason=reason,
        new_steps=list(diff.new),
        gone_steps=list(diff.gone),
        midway=weighed.midway,
        finished=weighed.finished,
        by=by,
        at=at,
    )
