from datetime import datetime

from django.db import transaction
from django.utils import timezone

from progress.actions.decide_submission import decide, hold_way
from progress.actions.tell_author import tell_author
from progress.models import Submission
from progress.models.accounts import Person
from progress.rules.assignments import comment_is_missing


def return_submission(
    *, submission: Submission, by: Person, comment: str, now: datetime | None = None
) -> Submission:
    """It stays as it is, with the comment; its author is told, and can hand it in anew.

    Raises CannotReview where there is no comment, somebody else has answered meanwhile, or it is
    the reviewer's own.
    """
    if not comment.strip():
        raise comment_is_missing()
    with transaction.atomic():
        hold_way(submission=submission, by=by)
        decided = decide(
            submission=submission,
            to=Submission.State.RETURNED,
            by=by,
            comment=comment,
            now=now or timezone.now(),
        )
        if decided is None:
            submission.refresh_from_db()
            return submission
        tell_author(submission=decided)
    return decided
