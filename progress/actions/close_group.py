from datetime import datetime

from django.db import transaction
from django.utils import timezone

from progress.actions.end_sharing import end_sharing
from progress.models import StudyGroup


def close_group(*, group: StudyGroup, now: datetime | None = None) -> None:
    """It can still be read by its people, and changes no more; what its members shared with who led
    it is shared no longer. Closing it again changes nothing."""
    with transaction.atomic():
        open_one = StudyGroup.objects.filter(pk=group.pk, closed_at=None)
        if open_one.update(closed_at=now or timezone.now()):
            members = group.members.filter(left_at=None).values_list("person", flat=True)
            end_sharing(course_key=group.course_key, people=members)
