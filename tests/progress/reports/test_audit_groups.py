"""What the audit finds when what was done together and its records differ."""

import uuid

import pytest

from progress.actions.confirm_joint_step import confirm_joint_step
from progress.models import JointStep, Message, StepRecord, StudyGroup
from progress.reports.audit import audit
from tests.progress.study_groups import make_team, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    team = make_team()
    present = [member_of(team.group, team.anna), member_of(team.group, team.bo)]
    confirm_joint_step(group=team.group, step=team.talk, present=present, by=team.anna)
    assert list(audit()) == []
    return team


def found():
    return {line.partition(":")[0] for line in audit()}


def test_somebody_was_there_and_has_no_record(team):
    StepRecord.objects.filter(enrolment__person=team.bo).delete()
    assert "who_was_there_has_done_the_step" in found()


def test_a_step_was_done_together_and_nobody_confirmed_it(team):
    JointStep.objects.get().present.remove(member_of(team.group, team.bo))
    assert found() == {"steps_done_together_were_confirmed"}


def test_people_are_present_at_what_is_not_confirmed(team):
    JointStep.objects.update(confirmed_at=None)
    assert found() == {
        "nobody_is_present_before_it_is_confirmed",
        "steps_done_together_were_confirmed",
    }


def test_a_member_of_another_group_was_there(team):
    other = StudyGroup.objects.create(
        course=team.course,
        course_key=team.course.translation_key,
        name="Other",
        facilitator=team.cia,
    )
    team.group.members.filter(person=team.bo).update(group=other)
    assert found() == {"who_was_there_is_of_the_group"}


def test_a_group_is_of_another_course_than_it_says(team):
    StudyGroup.objects.update(course_key=uuid.uuid4())
    assert "groups_are_of_their_course" in found()


def test_a_mail_tells_of_a_group_that_is_not_there(team):
    for number, key in enumerate(("group:0:started:1", "group:x", f"group:{team.group.pk}:no:1")):
        Message.objects.create(
            kind="group_started",
            key=key,
            person=team.bo,
            to="bo.ek@example.org",
            language="sv",
            subject="",
            text="",
            message_id=str(number),
        )
    lines = [line for line in audit() if line.startswith("groups_told_of_are_there")]
    assert len(lines) == 3
