from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from courses.actions.claim_edit import claim_edit
from courses.actions.touch_occasion import touch_occasion

T = TypeVar("T")


def change_as_read(*, occasion_id: int, read: int, change: Callable[[], T]) -> T:
    """Makes a change that somebody decided on by edition `read` of the occasion, if that is still
    the newest; of two organisers at once the second is told, and nothing of theirs is done.

    Raises ChangedMeanwhileError, and whatever the change raises; then nothing is changed.
    """
    with transaction.atomic():
        touch_occasion(occasion_id=occasion_id)
        claim_edit(occasion_id=occasion_id, read=read)
        return change()
