"""What must hold of what is handed in."""

from collections.abc import Iterator

from django.db.models import Count, Exists, F, OuterRef, Q

from progress.models import Message, StepRecord, Submission, SubmissionFile
from progress.models.handed_in_files import kept_files

State = Submission.State


def what_is_approved_is_done() -> Iterator[str]:
    """Its step, in whatever way it was done first, in the version that it was handed in for."""
    done = StepRecord.objects.filter(enrolment=OuterRef("enrolment"), step=OuterRef("step"))
    wrong = Submission.objects.filter(~Exists(done), state=State.APPROVED)
    for pk in wrong.order_by("pk").values_list("pk", flat=True):
        yield f"submission {pk} is approved, and its step is not done"


def approved_steps_were_approved() -> Iterator[str]:
    """In this version of the course, or in an older one from which it was carried over."""
    approved = Submission.objects.filter(
        enrolment__person=OuterRef("enrolment__person"),
        enrolment__translation_key=OuterRef("enrolment__translation_key"),
        step=OuterRef("step"),
        state=State.APPROVED,
    )
    wrong = StepRecord.objects.filter(~Exists(approved), how=StepRecord.How.APPROVED)
    for pk in wrong.order_by("pk").values_list("pk", flat=True):
        yield f"step record {pk} was approved, and nothing that was handed in for it was"


def one_is_in_hand() -> Iterator[str]:
    """Of one assignment of one person: being written, or waiting to be read."""
    in_hand = Submission.objects.filter(state__in=(State.DRAFT, State.HANDED_IN)).order_by()
    counted = in_hand.values_list("enrolment", "question").annotate(number=Count("pk"))
    for enrolment, question, number in counted.filter(number__gt=1):
        yield f"enrolment {enrolment} has {number} in hand for the assignment {question}"


def nobody_answered_themselves() -> Iterator[str]:
    for pk, person, by in Submission.objects.exclude(decided_by=None).values_list(
        "pk", "enrolment__person", "decided_by"
    ):
        if person == by:
            yield f"submission {pk} was answered by who handed it in"


def files_are_kept() -> Iterator[str]:
    """Each is in the storage, as large as it was. Asks the storage once for each file."""
    storage = kept_files()
    files = SubmissionFile.objects.order_by("pk").values_list("pk", "file", "size")
    for pk, place, size in files.iterator():
        if not storage.exists(place):
            yield f"file {pk} is not in the storage: {place}"
        elif storage.size(place) != size:
            yield f"file {pk} has another size than when it was attached: {place}"


def submissions_are_told_to_whom_they_concern() -> Iterator[str]:
    """An answer to its author, once it is there; that something was handed in to others."""
    about = Message.objects.filter(submission__isnull=False).order_by("pk")
    is_author = Q(person=F("submission__enrolment__person"))
    is_to_reviewers = Q(kind="submission_handed_in")
    for pk, key in about.filter(
        (is_to_reviewers & is_author) | (~is_to_reviewers & ~is_author)
    ).values_list("pk", "key"):
        yield f"message {pk} went to somebody else than its cause is about: {key}"
    answers = about.exclude(is_to_reviewers)
    for pk, kind, state in answers.values_list("pk", "kind", "submission__state"):
        if kind != f"submission_{state}":
            yield f"message {pk} of the kind {kind} is about a submission that is {state}"
