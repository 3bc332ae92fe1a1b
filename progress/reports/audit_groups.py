"""What must hold of groups: what was done together is done, and nothing else is called so."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from progress.models import JointStep, Message, StepRecord, StudyGroup

TOLD = ("group_started", "group_handed_over")


def who_was_there_has_done_the_step() -> Iterator[str]:
    """Of each confirmed joint step, everybody who was there, in some version of the course."""
    done = StepRecord.objects.filter(
        enrolment__person=OuterRef("studygroupmember__person"),
        enrolment__translation_key=OuterRef("jointstep__group__course_key"),
        step=OuterRef("jointstep__step"),
    )
    there = JointStep.present.through.objects.exclude(jointstep__confirmed_at=None)
    for joint, person in (
        there.filter(~Exists(done))
        .order_by("jointstep", "studygroupmember__person")
        .values_list("jointstep", "studygroupmember__person")
    ):
        yield f"joint step {joint} is confirmed for person {person}, who has no record of the step"


def nobody_is_present_before_it_is_confirmed() -> Iterator[str]:
    early = JointStep.objects.filter(confirmed_at=None, present__isnull=False).distinct()
    for pk in early.order_by("pk").values_list("pk", flat=True):
        yield f"joint step {pk} has people present, and is not confirmed"


def who_was_there_is_of_the_group() -> Iterator[str]:
    for joint, member in (
        JointStep.present.through.objects.exclude(jointstep__group=F("studygroupmember__group"))
        .order_by("pk")
        .values_list("jointstep", "studygroupmember")
    ):
        yield f"joint step {joint} has member {member} of another group"


def steps_done_together_were_confirmed() -> Iterator[str]:
    """A step done together was confirmed by a group of that course that the person was with."""
    confirmed = JointStep.objects.exclude(confirmed_at=None).filter(
        step=OuterRef("step"),
        group__course_key=OuterRef("enrolment__translation_key"),
        present__person=OuterRef("enrolment__person"),
    )
    together = StepRecord.objects.filter(~Exists(confirmed), how=StepRecord.How.TOGETHER)
    for pk in together.order_by("pk").values_list("pk", flat=True):
        yield f"step record {pk} was done together, and no group has confirmed it"


def groups_are_of_their_course() -> Iterator[str]:
    wrong = StudyGroup.objects.exclude(course_key=F("course__translation_key"))
    for pk in wrong.order_by("pk").values_list("pk", flat=True):
        yield f"study group {pk} has another key than its course"


def groups_told_of_are_there() -> Iterator[str]:
    """A message of a group names the group, and its person: "group:<id>:started:<id>", or
    "group:<id>:handed_over:<id>:<moment>"."""
    groups = set(StudyGroup.objects.values_list("pk", flat=True))
    told = Message.objects.filter(Q(kind__in=TOLD) | Q(key__startswith="group:"))
    for pk, key, person in told.order_by("pk").values_list("pk", "key", "person").iterator():
        what, _, rest = key.partition(":")
        named = rest.split(":")
        if what != "group" or not named[0].isdigit() or int(named[0]) not in groups:
            yield f"message {pk} tells of a group that is not there: {key}"
        elif named[1:2] not in (["started"], ["handed_over"]) or named[2:3] != [str(person)]:
            yield f"message {pk} is to person {person}, and its key says {key}"
