"""A group gets another facilitator, by its pages."""

import pytest
from django.urls import reverse

from progress.actions.hand_over_group import hand_over_group
from progress.actions.join_study_group import join_study_group
from progress.actions.start_group import start_group
from progress.models import Message, Profile, StudyGroup
from tests.progress.packages import site
from tests.progress.staff import make_member
from tests.progress.study_groups import make_team
from tests.progress.views.test_learning_queries import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def team(client):
    site()
    team = make_team()
    client.force_login(team.anna)
    return team


def door(team):
    return reverse("progress:hand_over_group", args=[team.group.pk])


def test_the_page_asks_who_and_then_whether(client, team):
    page = client.get(door(team)).content.decode()
    assert "Bo Ek" in page
    assert "Anna Ås</option>" not in page
    asked = client.get(door(team), {"to": team.bo.pk}).content.decode()
    assert "Hand Luleå on Thursdays over to Bo Ek?" in asked
    assert StudyGroup.objects.get().facilitator == team.anna
    answer = client.post(door(team), {"to": team.bo.pk}, follow=True)
    assert "Bo Ek leads the group now." in answer.content.decode()
    assert StudyGroup.objects.get().facilitator == team.bo


def test_sent_twice_it_is_done_once(client, team):
    for _again in range(2):
        answer = client.post(door(team), {"to": team.bo.pk})
        assert answer["Location"] == reverse("progress:group", args=[team.group.pk])
    assert Message.objects.filter(kind="group_handed_over").count() == 1
    assert client.get(door(team)).status_code == 404


@pytest.mark.parametrize("to", ["", "0", "x", "987654321"])
def test_nobody_and_somebody_else_are_refused_at_the_field(client, team, to):
    answer = client.post(door(team), {"to": to})
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert StudyGroup.objects.get().facilitator == team.anna


def test_a_protected_member_is_chosen_by_the_alias(client, team):
    Profile.objects.filter(person=team.ylva).update(alias="Teacher A")
    join_study_group(group=team.group, person=team.ylva)
    page = client.get(door(team), {"to": team.ylva.pk}).content.decode()
    assert "Teacher A" in page
    assert "Ylva" not in page


def test_who_led_it_without_being_a_member_sees_it_no_more(client, team):
    hand_over_group(group=team.group, to=team.bo, by=team.anna)
    team.group.members.filter(person=team.bo).delete()
    client.force_login(team.bo)
    answer = client.post(door(team), {"to": team.anna.pk})
    assert answer["Location"] == reverse("progress:groups")
    assert client.get(reverse("progress:group", args=[team.group.pk])).status_code == 404


def test_alone_one_is_told_to_invite_somebody_first(client, team):
    team.group = start_group(course=team.course, name="Alone", started_by=team.anna)
    assert "nobody else in the group yet" in client.get(door(team)).content.decode()


@pytest.mark.parametrize("people", [1, 30])
def test_the_page_takes_as_many_queries_at_one_member_as_at_thirty(client, team, people):
    for number in range(people):
        join_study_group(group=team.group, person=make_member(f"Teacher {number}"))
    client.get(door(team))
    assert queries(lambda: client.get(door(team))) == 5
