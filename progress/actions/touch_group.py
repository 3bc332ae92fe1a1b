from progress.models import StudyGroup
from progress.rules.study_groups import group_is_closed


def touch_group(*, group: StudyGroup | int) -> StudyGroup:
    """Inside a transaction: the group, read anew, and nobody else's to change until the commit.

    Raises CannotInGroup where it is closed.
    """
    pk = group if isinstance(group, int) else group.pk
    if not StudyGroup.objects.filter(pk=pk, closed_at=None).update(closed_at=None):
        raise group_is_closed()
    return StudyGroup.objects.select_related("course__locale").get(pk=pk)
