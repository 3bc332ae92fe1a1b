"""Who may pass which door of a group, as one table."""

import pytest
from django.urls import reverse

from progress.actions.start_group import start_group
from progress.models import JointStep, StudyGroup, StudyGroupMember
from tests.progress.offers import make_person
from tests.progress.study_groups import make_team, member_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

WHO = ("anna", "bo", "chief", "other_chief", "coordinator", "cia", "nobody")
LOG_IN = 302
# Of the group that the school's chief started for its staff: Anna leads it, Bo is a member; another
# manager, one above, a teacher elsewhere; and somebody who is not signed in.
DOORS = {
    ("GET", "groups"): (200, 200, 200, 200, 200, 200, LOG_IN),
    ("GET", "group"): (200, 200, 200, 404, 404, 404, LOG_IN),
    ("GET", "shared"): (200, 404, 404, 404, 404, 404, LOG_IN),
    ("GET", "notes"): (200, 200, 200, 404, 404, 404, LOG_IN),
    ("POST", "notes"): (302, 302, 302, 404, 404, 404, LOG_IN),
    ("GET", "plan"): (200, 404, 200, 404, 404, 404, LOG_IN),
    ("POST", "plan"): (302, 404, 302, 404, 404, 404, LOG_IN),
    ("GET", "confirm"): (200, 404, 200, 404, 404, 404, LOG_IN),
    ("POST", "confirm"): (302, 404, 302, 404, 404, 404, LOG_IN),
    ("POST", "link"): (302, 404, 302, 404, 404, 404, LOG_IN),
    ("GET", "hand over"): (200, 404, 200, 404, 404, 404, LOG_IN),
    ("POST", "hand over"): (302, 404, 302, 404, 404, 404, LOG_IN),
    ("GET", "close"): (200, 404, 200, 404, 404, 404, LOG_IN),
    ("POST", "close"): (302, 404, 302, 404, 404, 404, LOG_IN),
    ("GET", "join"): (200, 200, 200, 200, 200, 200, LOG_IN),
    ("POST", "join"): (302, 302, 302, 302, 302, 302, LOG_IN),
    ("GET", "start"): (200, 200, 200, 200, 200, 200, LOG_IN),
    ("GET", "start for the school"): (404, 404, 200, 404, 200, 404, LOG_IN),
    ("POST", "start for the school"): (404, 404, 302, 404, 302, 404, LOG_IN),
    ("GET", "no step"): (404, 404, 404, 404, 404, 404, LOG_IN),
    ("GET", "not a joint step"): (404, 404, 404, 404, 404, 404, LOG_IN),
    ("GET", "no group"): (404, 404, 404, 404, 404, 404, LOG_IN),
}


@pytest.fixture
def team():
    team = make_team()
    team.group = start_group(
        course=team.course,
        name="The staff",
        started_by=team.chief,
        facilitator=team.anna,
        organisation=team.county.lulea_school,
    )
    return team


def address(door, team):
    group, start = team.group.pk, reverse("progress:start_group", args=[team.course.pk])
    return {
        "groups": reverse("progress:groups"),
        "group": reverse("progress:group", args=[group]),
        "shared": reverse("progress:group_shared", args=[group]),
        "notes": reverse("progress:group_notes", args=[group]),
        "plan": reverse("progress:plan_joint_step", args=[group, team.talk]),
        "confirm": reverse("progress:confirm_joint_step", args=[group, team.talk]),
        "link": reverse("progress:renew_group_key", args=[group]),
        "leave": reverse("progress:leave_study_group", args=[group]),
        "hand over": reverse("progress:hand_over_group", args=[group]),
        "close": reverse("progress:close_group", args=[group]),
        "join": reverse("progress:join_study_group", args=[team.group.join_key]),
        "start": start,
        "start for the school": f"{start}?school={team.county.lulea_school.pk}",
        "no step": reverse("progress:confirm_joint_step", args=[group, "f" * 32]),
        "not a joint step": reverse("progress:plan_joint_step", args=[group, team.read]),
        "no group": reverse("progress:group", args=[10**6]),
    }[door]


def visit(client, team, who):
    if who != "nobody":
        client.force_login(getattr(team, who))


def said(door, team):
    return {
        "notes": {"notes": "Words", "version": team.group.notes_version},
        "hand over": {"to": team.bo.pk},
        "plan": {"planned_on": "2026-11-12"},
        "confirm": {"present": [member_of(team.group, team.bo)]},
        "start for the school": {"name": "Us", "facilitator": team.bo.pk},
    }.get(door, {"sent": "1"})


@pytest.mark.parametrize(
    ("method", "door", "who", "expected"),
    [
        (method, door, who, expected)
        for (method, door), row in DOORS.items()
        for who, expected in zip(WHO, row, strict=True)
    ],
)
def test_each_door_opens_to_whom_it_should(client, team, method, door, who, expected):
    visit(client, team, who)
    where = address(door, team)
    answer = client.post(where, said(door, team)) if method == "POST" else client.get(where)
    if expected == 404 and answer.status_code == 302:  # the language is tried in front of it
        answer = client.get(answer.url)
    assert answer.status_code == expected
    if who == "nobody":
        assert "/accounts/login/" in answer.url
    if method == "GET" or who == "nobody" or expected == 404:
        group = StudyGroup.objects.get(pk=team.group.pk)
        assert (group.notes, group.join_key, group.closed_at) == ("", team.group.join_key, None)
        assert not JointStep.objects.exists()
        assert StudyGroup.objects.count() == 2
        assert team.group.members.count() == 3


@pytest.mark.parametrize("door", ["link", "leave"])
def test_a_door_that_changes_something_is_no_link(client, team, door):
    visit(client, team, "anna")
    assert client.get(address(door, team)).status_code == 405


@pytest.mark.parametrize(
    "door", ["notes", "plan", "confirm", "link", "close", "join", "start for the school"]
)
def test_the_same_form_sent_twice_does_it_once(client, team, door):
    visit(client, team, "chief")
    sent = said(door, team)
    for _time in range(2):
        assert client.post(address(door, team), sent).status_code == 302
    assert StudyGroup.objects.filter(name="Us").count() <= 1
    assert JointStep.objects.count() <= 1
    assert StudyGroupMember.objects.filter(person=team.chief).count() <= 1


def test_who_leaves_sees_the_group_no_more(client, team):
    visit(client, team, "bo")
    assert client.post(address("leave", team)).url == reverse("progress:groups")
    assert client.get(address("group", team), follow=True).status_code == 404
    assert client.post(address("leave", team), follow=True).status_code == 404


def test_a_manager_who_no_longer_has_the_school_leads_its_group_no_more(client, team):
    team.chief.memberships.all().delete()
    visit(client, team, "chief")
    assert client.get(address("group", team), follow=True).status_code == 404
    assert "The staff" not in client.get(address("groups", team)).content.decode()


def test_an_address_that_no_database_can_look_for_is_not_there(client):
    client.force_login(make_person())
    assert client.get("/groups/join/%00/").status_code == 404
