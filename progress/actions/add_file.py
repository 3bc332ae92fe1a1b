from datetime import datetime

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from courses.models import ModulePage
from progress.actions.hold_enrolment import Way
from progress.actions.hold_submission import hold_submission, take_draft
from progress.models import SubmissionFile
from progress.models.handed_in_files import file_limits, kept_files
from progress.models.submissions import place_of_file
from progress.rules.handed_in_files import (
    LOOKED_AT,
    check_file,
    no_file,
    plain_name,
    takes_no_files,
    too_many,
)


def add_file(
    *,
    enrolment: Way,
    module: ModulePage | int,
    step: object,
    file: File | None,
    now: datetime | None = None,
) -> SubmissionFile:
    """Attaches a file to what the learner will hand in.

    It is copied to its place before anything is locked, and taken away again if it is not kept.
    Raises CannotLearn where it is not such a file as is taken, there are too many, or it is not the
    learner's turn.
    """
    now = now or timezone.now()
    if file is None:
        raise no_file()
    name, size = plain_name(file.name or ""), file.size
    limits = file_limits()
    check_file(name, size, _beginning(file), endings=limits.endings, megabytes=limits.megabytes)
    storage = kept_files()
    place = storage.save(place_of_file(SubmissionFile(), name), file)
    try:
        with transaction.atomic():
            mine = hold_submission(enrolment=enrolment, module=module, step=step)
            if not mine.question.takes_files:
                raise takes_no_files()
            if mine.draft and mine.draft.files.count() >= mine.question.files:
                raise too_many(mine.question.files)
            submission = take_draft(mine=mine, now=now)
            return SubmissionFile.objects.create(
                submission=submission, file=place, name=name, size=size, added_at=now
            )
    except BaseException:
        storage.delete(place)
        raise


def _beginning(file: File) -> bytes:
    file.seek(0)
    beginning = file.read(LOOKED_AT)
    file.seek(0)
    return beginning
