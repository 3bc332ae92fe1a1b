from datetime import datetime

from progress.models import Enrolment, Submission
from progress.models.accounts import Person
from progress.rules.assignments import (
    is_not_waiting,
    is_ones_own,
    was_approved,
    was_returned,
)


def hold_way(*, submission: Submission, by: Person) -> Enrolment:
    """Inside a transaction: the way that it was handed in on, locked, whatever its version.

    Raises CannotReview where it is the reviewer's own.
    """
    way = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("course__locale", "person__profile")
        .get(pk=submission.enrolment_id)
    )
    if way.person_id == by.pk:
        raise is_ones_own()
    return way


def decide(
    *, submission: Submission, to: str, by: Person, comment: str, now: datetime
) -> Submission | None:
    """In the caller's transaction, after the lock: of two at once one wins, and the other is told.

    None where the same person has said the same before. Raises CannotReview.
    """
    changed = Submission.objects.filter(pk=submission.pk, state=Submission.State.HANDED_IN).update(
        state=to, comment=comment.strip(), decided_by=by.pk, decided_at=now
    )
    found = Submission.objects.select_related(
        "enrolment__person__profile", "enrolment__course__locale", "module"
    ).get(pk=submission.pk)
    if changed:
        return found
    if found.state == to and found.decided_by_id == by.pk:
        return None
    if found.state == Submission.State.APPROVED:
        raise was_approved()
    if found.state == Submission.State.RETURNED:
        raise was_returned()
    raise is_not_waiting()
