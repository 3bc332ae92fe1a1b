from datetime import datetime

from django.utils import timezone

from progress.models import StudyGroup


def close_group(*, group: StudyGroup, now: datetime | None = None) -> None:
    """It can still be read by its people, and changes no more. Closing it again changes nothing."""
    StudyGroup.objects.filter(pk=group.pk, closed_at=None).update(closed_at=now or timezone.now())
