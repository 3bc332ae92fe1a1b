"""A practice step on its page: its words, its note, and who reads that."""

import pytest
from django.urls import reverse

from courses.rules.outline import plain_id
from progress.actions.join_study_group import join_study_group
from progress.actions.share_reflection import share_reflection
from progress.actions.start_course import start_course
from progress.actions.start_group import start_group
from progress.models import Answer, StepRecord
from progress.rules.practice import NOTE
from tests.progress.packages import module, package, question, site, step, step_ids
from tests.progress.reflections import can_read, in_swedish, way_of
from tests.progress.staff import make_cast
from tests.progress.views.test_learning_queries import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TRIED = "I have tried this with my pupils"


@pytest.fixture
def team(client):
    site()
    cast = make_cast()
    cast.course = package()
    heard = question("reflection", "What did you hear?")
    cast.page = module(
        cast.course,
        step("Try it", form="practice"),
        step("Listen", form="practice", questions=[heard]),
        step("Read"),
    )
    cast.steps = [plain_id(id) for id in step_ids(cast.page)]
    start_course(person=cast.bo, course=cast.course)
    client.force_login(cast.bo)
    return cast


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def tell(client, team, words, **more):
    where = [team.course.translation_key, team.page.pk, team.steps[0]]
    sent = {"page": team.page.url, f"q-{team.steps[0]}": words} | more
    return client.post(reverse("progress:answer", args=where), sent)


def test_the_button_says_tried_and_the_note_is_shown_again(client, team):
    page = text_of(client.get(team.page.url))
    assert page.count(f"{in_swedish(TRIED)}<span") == 2
    assert in_swedish("I have tried this, without writing") in page
    assert page.count("/done/") == 2
    assert page.count(in_swedish("Only you can read this.")) == 3
    answer = tell(client, team, "They laughed.")
    assert answer["Location"] == f"{team.page.url}#after-{team.steps[0]}"
    page = text_of(client.get(team.page.url))
    assert "They laughed.</textarea>" in page
    assert page.count(f"{in_swedish(TRIED)}<span") == 1
    tell(client, team, "They laughed twice.")
    assert "They laughed twice.</textarea>" in text_of(client.get(team.page.url))
    assert StepRecord.objects.get().how == "marked"


def test_the_quiet_way_takes_the_note_along_once(client, team):
    uid = "0" * 31 + "1"
    for _again in range(2):
        answer = tell(client, team, "They laughed.", quiet="1", uid=uid)
        assert answer.json()["saved"]
    assert Answer.objects.get().value == "They laughed."
    assert StepRecord.objects.count() == 1


def test_a_note_is_kept_for_later_without_calling_the_step_done(client, team):
    tell(client, team, "They", keep="1")
    page = text_of(client.get(team.page.url))
    assert "They</textarea>" in page
    assert not StepRecord.objects.exists()


def test_who_only_reads_has_no_note(client, team):
    client.logout()
    page = text_of(client.get(team.page.url))
    assert in_swedish(TRIED) not in page
    assert in_swedish(NOTE) not in page


def test_the_note_is_shared_as_a_reflection_is_and_no_manager_reads_it(client, team):
    group = start_group(course=team.course, name="Us", started_by=team.anna)
    join_study_group(group=group, person=team.bo)
    tell(client, team, "They laughed.")
    note = {"module": team.page, "step": team.steps[0], "question": team.steps[0]}
    share_reflection(enrolment=way_of(team, team.bo), **note)
    assert can_read("Anna Ås") in text_of(client.get(team.page.url))
    client.force_login(team.anna)
    page = text_of(client.get(reverse("progress:group_shared", args=[group.pk])))
    assert "They laughed." in page
    assert NOTE in page
    client.force_login(team.chief)
    for where in (
        reverse("progress:reports_person", args=[team.bo.pk]),
        reverse("progress:reports_course", args=[team.course.translation_key]),
    ):
        answer = client.get(where)
        assert answer.status_code == 200
        assert "They laughed." not in answer.content.decode()


def test_the_page_takes_no_more_queries_for_its_notes(client, team):
    tell(client, team, "They laughed.")
    client.get(team.page.url)
    client.get(team.page.url)
    assert queries(lambda: client.get(team.page.url)) <= 5
