"""Joining, leaving, closing, planning and writing in a group."""

from datetime import date

import pytest

from progress.actions.close_group import close_group
from progress.actions.confirm_joint_step import confirm_joint_step
from progress.actions.join_study_group import join_study_group
from progress.actions.leave_study_group import leave_study_group
from progress.actions.plan_joint_step import plan_joint_step
from progress.actions.renew_group_key import renew_group_key
from progress.actions.save_group_notes import save_group_notes
from progress.models import Enrolment, JointStep, StudyGroup, StudyGroupMember
from progress.rules.learning_errors import CannotLearn
from progress.rules.study_groups import CannotInGroup, NotesConflict
from tests.progress.study_groups import make_team, member_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 12)


@pytest.fixture
def team():
    return make_team()


def test_joining_begins_the_course_and_counts_once(team):
    for _time in range(2):
        member = join_study_group(group=team.group, person=team.cia)
    assert StudyGroupMember.objects.filter(person=team.cia).count() == 1
    assert member.left_at is None
    assert Enrolment.objects.filter(person=team.cia).count() == 1


def test_who_is_protected_joins_by_the_link_as_anybody(team):
    assert join_study_group(group=team.group, person=team.ylva).group == team.group


def test_who_left_can_come_back(team):
    leave_study_group(group=team.group, person=team.bo)
    leave_study_group(group=team.group, person=team.bo)
    assert StudyGroupMember.objects.get(person=team.bo).left_at is not None
    join_study_group(group=team.group, person=team.bo)
    assert StudyGroupMember.objects.get(person=team.bo).left_at is None


def test_who_leads_the_group_does_not_leave_it(team):
    with pytest.raises(CannotInGroup, match="Hand it over first"):
        leave_study_group(group=team.group, person=team.anna)


def test_nobody_joins_through_a_course_that_is_closed_to_them(team):
    team.course.unpublish()
    with pytest.raises(CannotLearn):
        join_study_group(group=team.group, person=team.cia)
    assert not StudyGroupMember.objects.filter(person=team.cia).exists()
    assert join_study_group(group=team.group, person=team.bo)


def test_a_new_link_takes_the_place_of_the_old(team):
    old = team.group.join_key
    assert renew_group_key(group=team.group).join_key != old
    assert not StudyGroup.objects.filter(join_key=old).exists()


def test_a_closed_group_changes_no_more(team):
    close_group(group=team.group)
    closed_at = StudyGroup.objects.get().closed_at
    close_group(group=team.group)
    assert StudyGroup.objects.get().closed_at == closed_at
    for act in (
        lambda: join_study_group(group=team.group, person=team.cia),
        lambda: renew_group_key(group=team.group),
        lambda: plan_joint_step(group=team.group, step=team.talk, planned_on=DAY),
        lambda: save_group_notes(group=team.group, notes="Words", version=0),
    ):
        with pytest.raises(CannotInGroup, match="closed"):
            act()


def test_a_day_is_planned_moved_and_taken_out_again(team):
    for day in (DAY, date(2026, 12, 3), date(2026, 12, 3), None):
        plan_joint_step(group=team.group, step=team.talk, planned_on=day)
        assert JointStep.objects.get().planned_on == day


def test_only_what_is_done_together_is_planned(team):
    for id in (team.read, team.test):
        with pytest.raises(CannotInGroup, match="not one that the group does"):
            plan_joint_step(group=team.group, step=id, planned_on=DAY)


def test_the_day_of_what_is_done_stays(team):
    plan_joint_step(group=team.group, step=team.talk, planned_on=DAY)
    present = [member_of(team.group, team.anna)]
    confirm_joint_step(group=team.group, step=team.talk, present=present, by=team.anna)
    plan_joint_step(group=team.group, step=team.talk, planned_on=DAY)
    with pytest.raises(CannotInGroup, match="no longer be changed"):
        plan_joint_step(group=team.group, step=team.talk, planned_on=None)
    assert JointStep.objects.get().planned_on == DAY


def test_two_who_write_at_once_lose_nothing(team):
    save_group_notes(group=team.group, notes="Anna's words", version=0)
    with pytest.raises(NotesConflict) as conflict:
        save_group_notes(group=team.group, notes="Bo's words", version=0)
    assert (conflict.value.notes, conflict.value.version) == ("Anna's words", 1)
    assert StudyGroup.objects.get().notes == "Anna's words"
    save_group_notes(group=team.group, notes="Both", version=conflict.value.version)
    assert StudyGroup.objects.get().notes_version == 2


def test_the_same_words_sent_twice_are_no_conflict(team):
    for _time in range(2):
        save_group_notes(group=team.group, notes="One\r\ntwo ", version=0)
    group = StudyGroup.objects.get()
    assert (group.notes, group.notes_version) == ("One\ntwo", 1)
