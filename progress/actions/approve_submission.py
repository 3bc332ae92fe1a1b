from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.rules.outline import Module, Step, plain_id
from progress.actions.decide_submission import decide, hold_way
from progress.actions.hold_enrolment import Held, hold_enrolment, measure
from progress.actions.record_step import Place, find_place, read_evidence, record_step
from progress.actions.tell_author import tell_author
from progress.models import ContentChange, Enrolment, StepRecord, Submission
from progress.models.accounts import Person
from progress.rules.learning_errors import CannotLearn


def approve_submission(
    *, submission: Submission, by: Person, comment: str = "", now: datetime | None = None
) -> Submission:
    """The step is done, with all that follows: minutes, completion, the certificate; its author is
    told. Approved again by the same person, it stays as it was.

    What was handed in for an older version of the course is counted there, and is recorded in the
    current one too where the module has not been asked again since. Raises CannotReview where
    somebody else has answered meanwhile, or it is the reviewer's own.
    """
    now = now or timezone.now()
    with transaction.atomic():
        way = hold_way(submission=submission, by=by)
        decided = decide(
            submission=submission, to=Submission.State.APPROVED, by=by, comment=comment, now=now
        )
        if decided is None:
            submission.refresh_from_db()
            return submission
        if not way.is_current:
            _count_in_older_version(way, decided, now)
        if way.is_current or not _is_asked_again(decided):
            _record(hold_enrolment(enrolment=way), decided, now)
        tell_author(submission=decided)
    return decided


def _record(held: Held, submission: Submission, now: datetime) -> None:
    """Each goes on where they were by themselves: it is not they who were here."""
    own = held.enrolment
    was = {"at_module": own.at_module_id, "at_step": own.at_step, "last_seen_at": own.last_seen_at}
    record_step(
        held=held,
        place=_place(held, submission),
        evidence=read_evidence(held),
        how=StepRecord.How.APPROVED,
        now=now,
    )
    Enrolment.objects.filter(pk=own.pk).update(**was)


def _place(held: Held, submission: Submission) -> Place:
    """Where it stands today; what has left the course since was handed in all the same."""
    step = plain_id(submission.step)
    try:
        return find_place(held=held, module=submission.module_id, step=step)
    except CannotLearn:
        found = held.outline.find(step)
    module, here = found or (Module(submission.module_id, "", "", ""), Step(step, ""))
    return Place(module, here, submission.module_id, submission.revision, "")


def _count_in_older_version(way: Enrolment, submission: Submission, now: datetime) -> None:
    """The evidence and its minutes; neither percent nor completion, which were closed."""
    place = _place(Held(way, measure(way.course)), submission)
    _one, is_new = StepRecord.objects.get_or_create(
        enrolment=way,
        step=submission.step,
        defaults={
            "module_id": place.page,
            "how": StepRecord.How.APPROVED,
            "minutes": place.step.minutes,
            "done_at": now,
            "revision": submission.revision,
        },
    )
    if is_new:
        way.minutes += place.step.minutes
        way.save(update_fields=["minutes"])


def _is_asked_again(submission: Submission) -> bool:
    """Whether the module was changed, after this was handed in, so that all do it anew."""
    way = submission.enrolment
    return ContentChange.objects.filter(
        course_key=way.translation_key,
        module_key=submission.module.translation_key,
        choice=ContentChange.Choice.AGAIN,
        at__gte=submission.handed_in_at,
    ).exists()
