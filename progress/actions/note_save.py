from datetime import datetime
from uuid import UUID

from progress.models import Enrolment, Save


def note_save(*, enrolment: Enrolment, uid: UUID | None, now: datetime) -> bool:
    """Whether the save is new; the same one does not come in again.

    In the caller's transaction, which holds the enrolment: nobody else writes in between.
    """
    if uid is None:
        return True
    if Save.objects.filter(enrolment=enrolment, uid=uid).exists():
        return False
    Save.objects.create(enrolment=enrolment, uid=uid, at=now)
    return True
