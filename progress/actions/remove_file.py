from functools import partial

from django.db import transaction

from courses.models import ModulePage
from progress.actions.hold_enrolment import Way
from progress.actions.hold_submission import hold_submission
from progress.models import Submission
from progress.models.handed_in_files import kept_files
from progress.rules.handed_in_files import file_is_gone


def remove_file(*, enrolment: Way, module: ModulePage | int, step: object, file: int) -> Submission:
    """Takes a file away from what is not handed in yet, and gives that; its bytes go after the
    commit.

    Raises CannotLearn where there is no such file of the learner's, or it is not their turn.
    """
    with transaction.atomic():
        mine = hold_submission(enrolment=enrolment, module=module, step=step)
        found = mine.draft.files.filter(pk=file).first() if mine.draft else None
        if mine.draft is None or found is None:
            raise file_is_gone()
        place = str(found.file.name)
        found.delete()
        transaction.on_commit(partial(kept_files().delete, place))
    return mine.draft
