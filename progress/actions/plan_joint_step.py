import uuid
from datetime import date

from django.db import transaction

from progress.actions.hold_enrolment import measure
from progress.actions.touch_group import touch_group
from progress.models import JointStep, StudyGroup
from progress.rules.study_groups import is_confirmed_already, is_joint, not_a_joint_step


def plan_joint_step(*, group: StudyGroup, step: str, planned_on: date | None) -> JointStep:
    """The day on which the group does the step; None takes it out of the plan.

    Raises CannotInGroup where the step is not a joint one of the course, or is confirmed, or the
    group is closed.
    """
    with transaction.atomic():
        group = touch_group(group=group)
        found = measure(group.course).find(step)
        if found is None or not is_joint(found[1]):
            raise not_a_joint_step()
        joint, _is_new = JointStep.objects.get_or_create(
            group=group, step=uuid.UUID(hex=step), defaults={"module_id": found[0].pk}
        )
        if joint.confirmed_at is not None and joint.planned_on != planned_on:
            raise is_confirmed_already()
        if joint.planned_on != planned_on:
            joint.planned_on = planned_on
            joint.save(update_fields=["planned_on"])
        return joint
