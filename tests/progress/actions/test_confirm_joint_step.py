"""A step done together is done by those who were there: once, and for good."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.rules.outline import plain_id
from progress.actions.close_group import close_group
from progress.actions.confirm_joint_step import confirm_joint_step
from progress.actions.join_study_group import join_study_group
from progress.actions.leave_study_group import leave_study_group
from progress.actions.mark_step import mark_step
from progress.actions.plan_joint_step import plan_joint_step
from progress.models import Certificate, Enrolment, JointStep, StepRecord
from progress.reports.audit import audit
from progress.rules.study_groups import CannotInGroup
from tests.progress.packages import module, package, step, step_ids
from tests.progress.staff import make_member
from tests.progress.study_groups import make_team, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    """What holds at the end of each test is what the audit finds."""
    team = make_team()
    yield team
    assert list(audit()) == []


def confirm(team, *people, step="", **more):
    present = [member_of(team.group, one) for one in people]
    return confirm_joint_step(
        group=team.group, step=step or team.talk, present=present, by=team.anna, **more
    )


def together():
    return {
        (record.enrolment.person.name, plain_id(record.step))
        for record in StepRecord.objects.filter(how="together").select_related("enrolment__person")
    }


def test_it_is_done_by_those_who_were_there_and_by_no_one_else(team):
    join_study_group(group=team.group, person=team.didrik)
    joint = confirm(team, team.anna, team.bo)
    assert together() == {("Anna Ås", team.talk), ("Bo Ek", team.talk)}
    assert (joint.confirmed_by, joint.planned_on) == (team.anna, timezone.localdate())
    way = Enrolment.objects.get(person=team.bo)
    assert (way.percent, way.minutes) == (25, 30)
    assert Enrolment.objects.get(person=team.didrik).percent == 0
    record = StepRecord.objects.get(enrolment=way)
    assert record.revision == team.page.live_revision_id


def test_confirming_again_changes_nothing_and_takes_nobody_away(team):
    first = confirm(team, team.anna, team.bo)
    again = confirm(team, team.anna)
    nobody = confirm(team)
    assert first.confirmed_at == again.confirmed_at == nobody.confirmed_at
    assert again.present.count() == 2
    assert StepRecord.objects.count() == 2


def test_somebody_forgotten_is_added_later(team):
    first = confirm(team, team.anna)
    later = timezone.now() + timedelta(days=2)
    added = confirm(team, team.bo, now=later)
    assert added.confirmed_at == first.confirmed_at
    assert added.present.count() == 2
    assert StepRecord.objects.get(enrolment__person=team.bo).done_at == later


def test_who_had_done_it_alone_keeps_that_record(team):
    way = Enrolment.objects.get(person=team.bo)
    mark_step(enrolment=way, module=team.page, step=team.talk)
    confirm(team, team.anna, team.bo)
    assert StepRecord.objects.get(enrolment=way).how == "marked"
    assert together() == {("Anna Ås", team.talk)}


def test_each_goes_on_where_they_were_by_themselves(team):
    way = Enrolment.objects.get(person=team.bo)
    mark_step(enrolment=way, module=team.page, step=team.read)
    confirm(team, team.bo)
    way.refresh_from_db()
    assert plain_id(way.at_step) == team.read
    assert way.percent == 50


def test_the_step_that_completes_the_course_brings_the_certificate(team):
    course = package("kort")
    page = module(course, step("Talk", form="group"))
    team.group.course, team.group.course_key = course, course.translation_key
    team.group.save()
    confirm(team, team.anna, team.bo, step=plain_id(step_ids(page)[0]))
    done = Enrolment.objects.filter(translation_key=course.translation_key).completed()
    assert {one.person for one in done} == {team.anna, team.bo}
    assert Certificate.objects.count() == 2


def test_an_earlier_module_not_finished_is_no_hindrance():
    team = make_team(order="sequential")
    later = module(team.course, step("Later", form="group"))
    id = plain_id(step_ids(later)[0])
    confirm(team, team.bo, step=id)
    assert together() == {("Bo Ek", id)}
    assert list(audit()) == []


def test_a_step_that_is_not_joint_or_is_not_there_is_refused(team):
    for id in (team.read, team.test, uuid.uuid4().hex):
        with pytest.raises(CannotInGroup, match="not one that the group does"):
            confirm(team, team.anna, step=id)
    assert not JointStep.objects.exists()


def test_a_day_that_lies_ahead_cannot_be_confirmed(team):
    day = timezone.localdate() + timedelta(days=1)
    plan_joint_step(group=team.group, step=team.talk, planned_on=day)
    with pytest.raises(CannotInGroup, match="lies ahead"):
        confirm(team, team.anna)
    confirm(team, team.anna, now=timezone.now() + timedelta(days=1))
    assert JointStep.objects.get().planned_on == day


def test_it_takes_somebody_who_was_there(team):
    with pytest.raises(CannotInGroup, match="at least one"):
        confirm(team)
    assert not JointStep.objects.filter(confirmed_at__isnull=False).exists()


def test_who_has_left_or_is_of_another_group_is_not_confirmed(team):
    gone = member_of(team.group, team.bo)
    leave_study_group(group=team.group, person=team.bo)
    with pytest.raises(CannotInGroup, match="at least one"):
        confirm_joint_step(group=team.group, step=team.talk, present=[gone, 10**9], by=team.anna)
    assert not StepRecord.objects.exists()


def test_a_closed_group_confirms_nothing(team):
    close_group(group=team.group)
    with pytest.raises(CannotInGroup, match="closed"):
        confirm(team, team.anna)


def test_a_translation_is_the_same_step(team):
    english = package("rhythm", language="en", translation_key=team.course.translation_key)
    module(
        english, *team.page.steps.raw_data, slug="one", translation_key=team.page.translation_key
    )
    team.group.course = english
    team.group.save()
    confirm(team, team.bo)
    assert Enrolment.objects.get(person=team.bo).percent == 25


def test_a_thirtieth_member_costs_the_same_as_the_second(team, django_assert_max_num_queries):
    people = [make_member(f"Teacher {number}") for number in range(30)]
    for one in people:
        join_study_group(group=team.group, person=one)
    with django_assert_max_num_queries(15 + 8 * len(people)):
        confirm(team, *people)
