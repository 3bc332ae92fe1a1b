import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.rules.outline import Module, Step
from progress.actions.hold_enrolment import hold_enrolment, measure
from progress.actions.record_step import Place, find_place, read_evidence, record_step
from progress.actions.start_course import start_course
from progress.actions.touch_group import touch_group
from progress.models import Enrolment, JointStep, StepRecord, StudyGroup, StudyGroupMember
from progress.models.accounts import Person
from progress.rules.learning_errors import CannotLearn
from progress.rules.study_groups import is_joint, lies_ahead, nobody_present, not_a_joint_step


def confirm_joint_step(
    *,
    group: StudyGroup,
    step: str,
    present: Collection[int],
    by: Person,
    now: datetime | None = None,
) -> JointStep:
    """The group has done the step: it is done by those who were there, the members of these pks.

    Confirmed again, it adds who was forgotten and takes nobody away. An earlier module that a
    member has not finished is no hindrance: they were there. Raises CannotInGroup where the step is
    no joint one of the course, its day lies ahead, nobody was there or the group is closed.
    """
    now = now or timezone.now()
    with transaction.atomic():
        group = touch_group(group=group)
        found = measure(group.course).find(step)
        if found is None or not is_joint(found[1]):
            raise not_a_joint_step()
        joint, _is_new = JointStep.objects.get_or_create(
            group=group, step=uuid.UUID(hex=step), defaults={"module_id": found[0].pk}
        )
        if joint.planned_on is not None and joint.planned_on > timezone.localdate(now):
            raise lies_ahead()
        there = list(
            StudyGroupMember.objects.filter(group=group, left_at=None, pk__in=present)
            .exclude(joint_steps=joint)
            .select_related("person")
            .order_by("person")
        )
        if not there and joint.confirmed_at is None:
            raise nobody_present()
        ways = [start_course(person=one.person, course=group.course, now=now) for one in there]
        for way in sorted(ways, key=lambda way: way.pk):  # held in the order in which all hold them
            _record(way, *found, now=now)
        joint.present.add(*there)
        if joint.confirmed_at is None:
            joint.confirmed_at, joint.confirmed_by_id = now, by.pk
            joint.planned_on = joint.planned_on or timezone.localdate(now)
            joint.save(update_fields=["confirmed_at", "confirmed_by", "planned_on"])
        return joint


def _record(way: Enrolment, module: Module, step: Step, *, now: datetime) -> None:
    held = hold_enrolment(enrolment=way)
    try:
        place = find_place(held=held, module=module.pk, step=step.id)
    except CannotLearn:  # the way is measured by a translation that lacks the step
        place = Place(module, step, module.pk, module.revision, module.published_at)
    own = held.enrolment
    at_module, at_step = own.at_module_id, own.at_step
    evidence = read_evidence(held)
    record_step(held=held, place=place, evidence=evidence, how=StepRecord.How.TOGETHER, now=now)
    if at_module is not None:  # each goes on where they were by themselves
        Enrolment.objects.filter(pk=own.pk).update(at_module=at_module, at_step=at_step)
