from datetime import datetime

from django.utils import timezone

from progress.models import StudyGroup, StudyGroupMember
from progress.models.accounts import Person
from progress.rules.study_groups import facilitator_stays


def leave_study_group(*, group: StudyGroup, person: Person, now: datetime | None = None) -> None:
    """What was done together stays done. Raises CannotInGroup for who leads the group."""
    if group.facilitator_id == person.pk:
        raise facilitator_stays()
    StudyGroupMember.objects.filter(group=group, person_id=person.pk, left_at=None).update(
        left_at=now or timezone.now()
    )
