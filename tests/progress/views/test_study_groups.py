"""What the pages of a group say, and to whom."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from progress.actions.confirm_joint_step import confirm_joint_step
from progress.actions.join_study_group import join_study_group
from progress.actions.plan_joint_step import plan_joint_step
from progress.actions.save_group_notes import save_group_notes
from progress.actions.start_group import start_group
from progress.models import JointStep, Profile, StepRecord, StudyGroup
from tests.progress.packages import module, package, site, step
from tests.progress.staff import make_member
from tests.progress.study_groups import make_team, member_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = timezone.localdate()


@pytest.fixture
def team(client):
    site()
    team = make_team()
    client.force_login(team.anna)
    return team


def page_of(client, group):
    return client.get(reverse("progress:group", args=[group.pk])).content.decode()


def queries(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return sum("SAVEPOINT" not in query["sql"] for query in captured)


def test_the_page_says_what_is_next_what_is_done_and_who_was_there(client, team):
    plan_joint_step(group=team.group, step=team.meet, planned_on=TODAY + timedelta(days=7))
    present = [member_of(team.group, team.bo)]
    confirm_joint_step(group=team.group, step=team.talk, present=present, by=team.anna)
    page = client.get(reverse("progress:group", args=[team.group.pk]))
    seen = page.context["seen"]
    assert [(one.title, one.is_done, one.is_next) for one in seen.steps] == [
        ("Talk", True, False),
        ("Meet again", False, True),
    ]
    assert [(one.name, one.done) for one in seen.members] == [("Anna Ås", 0), ("Bo Ek", 1)]
    text = page.content.decode()
    assert "1 of 2" in text
    assert f"{team.page.url}#step-{team.talk}" in text
    assert page["Cache-Control"] == "private, no-store"


def test_what_each_does_alone_is_not_shown(client, team):
    page = page_of(client, team.group)
    assert ">Read<" not in page
    assert team.read not in page


def test_a_protected_member_stands_under_the_alias_to_others_than_themselves(client, team):
    Profile.objects.filter(person=team.ylva).update(alias="Teacher A")
    join_study_group(group=team.group, person=team.ylva)
    confirm = reverse("progress:confirm_joint_step", args=[team.group.pk, team.talk])
    for page in (page_of(client, team.group), client.get(confirm).content.decode()):
        assert "Teacher A" in page
        assert "Ylva" not in page
    client.force_login(team.ylva)
    assert "Ylva Skyddad" in page_of(client, team.group)


def test_a_protected_facilitator_is_an_alias_in_the_list_and_on_the_page(client, team):
    group = start_group(course=team.course, name="Ylva's own", started_by=team.ylva)
    join_study_group(group=group, person=team.anna)
    for page in (page_of(client, group), client.get(reverse("progress:groups")).content.decode()):
        assert "Protected identity" in page
        assert "Ylva Skyddad" not in page


def test_only_who_leads_it_is_shown_how_to_plan_confirm_and_close(client, team):
    words = ("plan/", "confirm/", "close/", "/link/")
    assert all(word in page_of(client, team.group) for word in words)
    client.force_login(team.bo)
    assert not any(word in page_of(client, team.group) for word in words)
    assert team.group.join_key in page_of(client, team.group)


def test_the_link_says_what_the_group_is_and_names_nobody(client, team):
    where = reverse("progress:join_study_group", args=[team.group.join_key])
    client.force_login(team.cia)
    page = client.get(where)
    assert "Luleå on Thursdays" in page.content.decode()
    assert "Anna" not in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert client.post(where).url == reverse("progress:group", args=[team.group.pk])
    assert "Cia Ö" in page_of(client, team.group)


def test_a_link_that_was_renewed_leads_nowhere(client, team):
    old = reverse("progress:join_study_group", args=[team.group.join_key])
    client.post(reverse("progress:renew_group_key", args=[team.group.pk]))
    client.force_login(team.cia)
    for answer in (client.get(old), client.post(old)):
        assert answer.status_code == 404
    assert team.group.members.count() == 2


def test_a_day_that_lies_ahead_is_refused_in_words(client, team):
    plan_joint_step(group=team.group, step=team.talk, planned_on=TODAY + timedelta(days=7))
    where = reverse("progress:confirm_joint_step", args=[team.group.pk, team.talk])
    sent = {"present": [member_of(team.group, team.bo)]}
    assert "The day lies ahead" in client.post(where, sent).content.decode()
    assert "Tick at least one" not in client.post(where, sent).content.decode()
    assert not StepRecord.objects.exists()


def test_a_day_that_is_none_is_said_at_the_field(client, team):
    where = reverse("progress:plan_joint_step", args=[team.group.pk, team.talk])
    assert "Enter a valid date" in client.post(where, {"planned_on": "soon"}).content.decode()
    assert not JointStep.objects.exists()


def test_notes_are_shown_as_text_with_their_addresses_as_links(client, team):
    words = "<script>alert(1)</script>\nSee https://example.org/a"
    save_group_notes(group=team.group, notes=words, version=0)
    page = page_of(client, team.group)
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert 'href="https://example.org/a"' in page


def test_two_who_write_at_once_both_see_both_texts(client, team):
    where = reverse("progress:group_notes", args=[team.group.pk])
    save_group_notes(group=team.group, notes="Theirs", version=0)
    answer = client.post(where, {"notes": "Mine", "version": 0})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs</textarea>" in page
    assert "Mine</textarea>" in page
    assert StudyGroup.objects.get().notes == "Theirs"
    assert 'name="version" value="1"' in page
    client.post(where, {"notes": "Mine and theirs", "version": 1})
    assert StudyGroup.objects.get().notes == "Mine and theirs"


def test_a_manager_chooses_the_school_and_who_leads(client, team):
    client.force_login(team.chief)
    where = reverse("progress:start_group", args=[team.course.pk])
    school = team.county.lulea_school
    assert 'name="school"' in client.get(where).content.decode()
    page = client.get(f"{where}?school={school.pk}")
    assert [one.name for one in page.context["staff"]] == ["Anna Ås", "Bo Ek", "Didrik Två"]
    assert "3 teachers at Luleå kulturskola become members" in page.content.decode()
    client.post(f"{where}?school={school.pk}", {"name": "All", "facilitator": team.bo.pk})
    group = StudyGroup.objects.get(name="All")
    assert (group.facilitator, group.organisation) == (team.bo, school)
    assert "Anna Ås" in page_of(client, group)


def test_a_teacher_is_asked_for_a_name_alone(client, team):
    where = reverse("progress:start_group", args=[team.course.pk])
    page = client.get(where)
    assert list(page.context["form"].fields) == ["name"]
    assert page.context["schools"] is None
    client.post(where, {"name": "Mine"})
    assert StudyGroup.objects.get(name="Mine").facilitator == team.anna


def test_who_works_nowhere_starts_no_group(client, team):
    client.force_login(make_member("Egon Fri"))
    where = reverse("progress:start_group", args=[team.course.pk])
    assert client.get(where, follow=True).status_code == 404
    assert "Start a group" not in client.get(team.course.url).content.decode()


def test_the_package_leads_those_who_teach_or_manage_to_a_group(client, team):
    where = reverse("progress:start_group", args=[team.course.pk])
    for person in (team.anna, team.chief):
        client.force_login(person)
        assert where in client.get(team.course.url).content.decode()
    client.logout()
    assert where not in client.get(team.course.url).content.decode()


def test_my_page_says_the_next_day_of_the_group(client, team):
    day = TODAY + timedelta(days=7)
    plan_joint_step(group=team.group, step=team.talk, planned_on=day)
    going_on = client.get(reverse("progress:my"))
    assert "Luleå on Thursdays" in going_on.content.decode()
    (mine,) = going_on.context["mine"].going_on
    assert [(one.name, one.next_day) for one in mine.groups] == [("Luleå on Thursdays", day)]


@pytest.mark.parametrize("people", [1, 30])
def test_the_page_takes_as_many_queries_at_one_member_as_at_thirty(client, team, people):
    present = [member_of(team.group, team.anna)]
    for number in range(people):
        member = make_member(f"Teacher {number}", protected=number % 2 == 1)
        present.append(join_study_group(group=team.group, person=member).pk)
    confirm_joint_step(group=team.group, step=team.talk, present=present, by=team.anna)
    page_of(client, team.group)
    assert queries(lambda: page_of(client, team.group)) == 9
    where = reverse("progress:confirm_joint_step", args=[team.group.pk, team.talk])
    assert queries(lambda: client.get(where)) == 8


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_takes_as_many_queries_at_one_group_as_at_thirty(client, team, rows):
    for number in range(rows):
        course = package(f"more-{number}", revised=False)
        module(course, step("Talk", form="group"), revised=False)
        start_group(course=course, name=f"Group {number}", started_by=team.anna)
    where = reverse("progress:groups")
    client.get(where)
    assert queries(lambda: client.get(where)) == 5
    assert len(client.get(where).context["lines"]) == rows + 1
