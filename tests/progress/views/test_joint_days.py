"""A joint step on its module's page says its day in the reader's group."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override

from progress.actions.close_group import close_group
from progress.actions.confirm_joint_step import confirm_joint_step
from progress.actions.leave_study_group import leave_study_group
from progress.actions.plan_joint_step import plan_joint_step
from progress.actions.start_course import start_course
from progress.actions.start_group import start_group
from tests.progress.packages import site
from tests.progress.study_groups import make_team, member_of
from tests.progress.views.test_learning_queries import queries

pytestmark = pytest.mark.django_db
LINK = '<a href="%(url)s">%(name)s</a>'
NOT_YET = f"Your group, {LINK}, has not planned this yet."
PLANNED = f"Your group, {LINK}, does this together on %(day)s."
DONE = f"Your group, {LINK}, did this together on %(day)s."


@pytest.fixture
def team(client):
    site()
    team = make_team()
    client.force_login(team.bo)
    return team


def said(words, group, day=""):
    where = {"url": reverse("progress:group", args=[group.pk]), "name": group.name, "day": day}
    with override("sv"):
        return gettext(words) % where


def page_of(client, team):
    return client.get(team.page.url).content.decode()


def test_each_joint_step_says_whether_it_is_planned_done_or_neither(client, team):
    assert page_of(client, team).count(said(NOT_YET, team.group)) == 2
    plan_joint_step(group=team.group, step=team.meet, planned_on=date(2031, 5, 6))
    plan_joint_step(group=team.group, step=team.talk, planned_on=date(2026, 1, 7))
    present = [member_of(team.group, team.anna)]
    confirm_joint_step(group=team.group, step=team.talk, present=present, by=team.anna)
    page = page_of(client, team)
    assert said(PLANNED, team.group, "6 maj 2031") in page
    assert said(DONE, team.group, "7 januari 2026") in page
    assert said(NOT_YET, team.group) not in page


def test_both_groups_of_who_is_in_two_are_named(client, team):
    other = start_group(course=team.course, name="<b>Other</b>", started_by=team.bo)
    page = page_of(client, team)
    assert page.count("/groups/") >= 4
    assert f"/groups/{other.pk}/" in page
    assert "<b>Other" not in page


def test_nobody_else_is_told_and_nothing_after_leaving_or_closing(client, team):
    where = f"/groups/{team.group.pk}/"
    start_course(person=team.cia, course=team.course)
    client.force_login(team.cia)
    assert where not in page_of(client, team)
    client.force_login(team.bo)
    assert where in page_of(client, team)
    leave_study_group(group=team.group, person=team.bo)
    assert where not in page_of(client, team)
    client.force_login(team.anna)
    assert where in page_of(client, team)
    close_group(group=team.group)
    assert where not in page_of(client, team)


def test_it_takes_one_query_more_for_who_is_in_a_group_and_none_for_others(client, team):
    start_course(person=team.cia, course=team.course)
    plan_joint_step(group=team.group, step=team.meet, planned_on=date(2031, 5, 6))
    counted = {}
    for person in (team.cia, team.bo):
        client.force_login(person)
        client.get(team.page.url)
        client.get(team.page.url)
        counted[person] = queries(lambda: client.get(team.page.url))
    assert counted[team.cia] == 5
    assert counted[team.bo] == 6
