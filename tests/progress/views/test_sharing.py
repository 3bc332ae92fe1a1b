"""Who can read a reflection, as its page says; and what the facilitator reads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from progress.actions.close_group import close_group
from progress.actions.join_study_group import join_study_group
from progress.actions.keep_answers import keep_answers
from progress.actions.leave_study_group import leave_study_group
from progress.actions.start_course import start_course
from progress.actions.start_group import start_group
from progress.models import Profile, SharedReflection
from tests.progress.packages import site
from tests.progress.reflections import can_read, in_swedish, make_writers, share, way_of, write
from tests.progress.staff import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

ONLY_YOU, SHARE = "Only you can read this.", "Share with %(names)s"
WHEN_SAVED = "When you have saved it you can share it with %(names)s, who leads your group."


@pytest.fixture
def team(client):
    site()
    team = make_writers()
    client.force_login(team.bo)
    return team


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def door(team, step=None):
    where = [team.course.translation_key, team.page.pk, step or team.listen]
    return reverse("progress:share", args=where)


def read_by(client, team, person):
    client.force_login(person)
    return client.get(reverse("progress:group_shared", args=[team.group.pk]))


def queries(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return sum("SAVEPOINT" not in query["sql"] for query in captured)


def test_a_reflection_is_shared_and_taken_back_by_its_buttons(client, team):
    page = text_of(client.get(team.page.url))
    assert in_swedish(ONLY_YOU) in page
    assert in_swedish(SHARE, names="Anna Ås") in page
    sent = {"page": team.page.url, "question": team.heard, "share": str(team.anna.pk)}
    answer = client.post(door(team), sent)
    assert answer["Location"] == f"{team.page.url}#sharing-{team.heard}"
    page = text_of(client.get(team.page.url))
    assert can_read("Anna Ås") in page
    assert in_swedish("What they read is what you last saved, not what is half-written.") in page
    client.post(door(team), {"page": team.page.url, "question": team.heard, "unshare": "1"})
    assert in_swedish(ONLY_YOU) in text_of(client.get(team.page.url))
    assert not SharedReflection.objects.exists()


def test_who_is_in_no_group_is_told_that_nobody_else_reads_it(client, team):
    start_course(person=team.cia, course=team.course)
    client.force_login(team.cia)
    page = text_of(client.get(team.page.url))
    assert in_swedish(ONLY_YOU) in page
    assert "share-form" not in page


def test_before_anything_is_saved_the_page_says_when_it_can_be_shared(client, team):
    join_study_group(group=team.group, person=team.cia)
    client.force_login(team.cia)
    page = text_of(client.get(team.page.url))
    assert in_swedish(WHEN_SAVED, names="Anna Ås") in page
    assert 'name="share"' not in page


def test_a_facilitator_with_protected_identity_is_an_alias(client, team):
    Profile.objects.filter(person=team.ylva).update(alias="Teacher A")
    other = start_group(course=team.course, name="Another", started_by=team.ylva)
    join_study_group(group=other, person=team.bo)
    page = text_of(client.get(team.page.url))
    assert in_swedish(SHARE, names="Anna Ås, Teacher A") in page
    assert "Ylva" not in page


def test_a_form_that_is_old_shares_with_nobody_else(client, team):
    sent = {"page": team.page.url, "question": team.heard, "share": "987654", "quiet": "1"}
    answer = client.post(door(team), sent)
    assert answer.status_code == 422
    assert answer.json()["code"] == "readers-changed"
    assert not SharedReflection.objects.exists()


def test_nobody_shares_for_another_and_nobody_by_looking(client, team):
    sent = {"page": team.page.url, "question": team.heard, "share": str(team.anna.pk)}
    assert client.get(door(team)).status_code == 405
    client.logout()
    assert client.post(door(team), sent)["Location"].startswith("/accounts/login/")
    client.force_login(team.cia)
    client.post(door(team), sent)
    assert not SharedReflection.objects.exists()


def test_the_facilitator_reads_the_latest_that_was_saved_as_text_with_links(client, team):
    write(team, team.bo, "<script>alert(1)</script> https://example.org/a")
    share(team, team.bo)
    keep_answers(
        enrolment=way_of(team, team.bo),
        module=team.page,
        step=team.listen,
        answers={team.heard: "Half a thought"},
    )
    page = read_by(client, team, team.anna)
    text = text_of(page)
    assert "Bo Ek" in text
    assert "What did you hear?" in text
    assert "<script>alert" not in text
    assert 'href="https://example.org/a"' in text
    assert "Taket" not in text
    assert "Half a thought" not in text
    assert page["Cache-Control"] == "private, no-store"


def test_what_is_not_shared_or_was_emptied_is_not_there(client, team):
    assert "Nobody shares anything with you yet" in text_of(read_by(client, team, team.anna))
    share(team, team.bo)
    SharedReflection.objects.update(question=team.quiz)
    assert "Bo Ek" not in text_of(read_by(client, team, team.anna))


def test_a_protected_member_shares_under_the_alias(client, team):
    Profile.objects.filter(person=team.ylva).update(alias="Teacher A")
    join_study_group(group=team.group, person=team.ylva)
    write(team, team.ylva, "Jag hörde vinden.")
    share(team, team.ylva)
    text = text_of(read_by(client, team, team.anna))
    assert "Teacher A" in text
    assert "Jag hörde vinden." in text
    assert "Ylva" not in text


def test_nobody_reads_it_but_who_leads_the_group(client, team):
    share(team, team.bo)
    join_study_group(group=team.group, person=team.cia)
    for person in (team.bo, team.cia, team.chief, team.didrik):
        assert read_by(client, team, person).status_code == 404
    client.logout()
    where = reverse("progress:group_shared", args=[team.group.pk])
    assert client.get(where)["Location"].startswith("/accounts/login/")
    assert client.post(where).status_code in (302, 405)


def test_a_manager_who_started_the_group_and_does_not_lead_it_does_not_read_it(client, team):
    school = team.county.lulea_school
    group = start_group(
        course=team.course,
        name="All",
        started_by=team.chief,
        facilitator=team.anna,
        organisation=school,
    )
    share(team, team.bo)
    where = reverse("progress:group_shared", args=[group.pk])
    client.force_login(team.chief)
    assert client.get(reverse("progress:group", args=[group.pk])).status_code == 200
    assert client.get(where).status_code == 404
    client.force_login(team.anna)
    assert "Taket" in client.get(where).content.decode()


def test_leaving_and_closing_end_it(client, team):
    share(team, team.bo)
    assert "Taket" in text_of(read_by(client, team, team.anna))
    leave_study_group(group=team.group, person=team.bo)
    assert "Taket" not in text_of(read_by(client, team, team.anna))
    join_study_group(group=team.group, person=team.bo)
    share(team, team.bo)
    close_group(group=team.group)
    assert read_by(client, team, team.anna).status_code == 404
    client.force_login(team.bo)
    assert in_swedish(ONLY_YOU) in text_of(client.get(team.page.url))


def test_a_module_page_takes_one_query_more_for_who_is_in_a_group(client, team):
    start_course(person=team.cia, course=team.course)
    counted = {}
    for person in (team.cia, team.bo):
        client.force_login(person)
        client.get(team.page.url)
        client.get(team.page.url)
        counted[person] = queries(lambda: client.get(team.page.url))
    # The answers are a query more than on the pinned page, which asks nothing.
    assert counted[team.bo] == counted[team.cia] + 1
    assert counted[team.cia] <= 5


@pytest.mark.parametrize("people", [1, 30])
def test_what_is_shared_takes_as_many_queries_by_one_as_by_thirty(client, team, people):
    for number in range(people):
        member = make_member(f"Teacher {number}", protected=number % 2 == 1)
        join_study_group(group=team.group, person=member)
        write(team, member, f"Words {number}")
        share(team, member)
    read_by(client, team, team.anna)
    where = reverse("progress:group_shared", args=[team.group.pk])
    assert queries(lambda: client.get(where)) == 9
    assert client.get(where).content.decode().count("<article") == people
