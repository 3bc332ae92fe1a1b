from django.db import transaction
from django.db.models import F

from progress.actions.touch_group import touch_group
from progress.models import StudyGroup
from progress.rules.study_groups import NotesConflict


def save_group_notes(*, group: StudyGroup, notes: str, version: int) -> StudyGroup:
    """`version` is the number of the notes that the writer read.

    Raises NotesConflict where others stand there now, and CannotInGroup where the group is closed.
    The same words sent twice are no conflict.
    """
    notes = notes.replace("\r\n", "\n").strip()
    with transaction.atomic():
        group = touch_group(group=group)
        if group.notes == notes:
            return group
        if group.notes_version != version:
            raise NotesConflict(group.notes, group.notes_version)
        StudyGroup.objects.filter(pk=group.pk).update(
            notes=notes, notes_version=F("notes_version") + 1
        )
        group.notes, group.notes_version = notes, version + 1
        return group
