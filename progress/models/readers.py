"""Who could read what somebody shares: the facilitators of the groups that they are in now."""

from uuid import UUID

from django.db.models import QuerySet

from progress.models.groups import StudyGroup


def groups_that_read(person_id: int, course_key: UUID) -> QuerySet[StudyGroup]:
    """Nobody shares with themselves: a group that the person leads is not among them."""
    return StudyGroup.objects.filter(
        course_key=course_key,
        closed_at=None,
        members__person=person_id,
        members__left_at=None,
    ).exclude(facilitator=person_id)
