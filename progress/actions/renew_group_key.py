from django.db import transaction

from progress.actions.touch_group import touch_group
from progress.models import StudyGroup
from progress.models.groups import new_join_key


def renew_group_key(*, group: StudyGroup) -> StudyGroup:
    """A new link to join by; the old one leads nowhere. Raises CannotInGroup where it is closed."""
    with transaction.atomic():
        group = touch_group(group=group)
        group.join_key = new_join_key()
        group.save(update_fields=["join_key"])
        return group
