from datetime import datetime

from django.db import transaction
from django.utils import timezone

from progress.actions.end_sharing import end_sharing
from progress.models import StudyGroup, StudyGroupMember
from progress.models.accounts import Person
from progress.rules.study_groups import facilitator_stays


def leave_study_group(*, group: StudyGroup, person: Person, now: datetime | None = None) -> None:
    """What was done together stays done; what was shared with the facilitator is shared no longer.

    Raises CannotInGroup for who leads the group.
    """
    if group.facilitator_id == person.pk:
        raise facilitator_stays()
    with transaction.atomic():
        own = StudyGroupMember.objects.filter(group=group, person_id=person.pk, left_at=None)
        if own.update(left_at=now or timezone.now()):
            end_sharing(course_key=group.course_key, people=[person.pk])
