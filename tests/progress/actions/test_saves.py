import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.models import User
from courses.rules.outline import plain_id
from progress.actions.answer_step import answer_step
from progress.actions.forget_saves import KEPT, forget_saves
from progress.actions.keep_answers import keep_answers
from progress.actions.start_course import start_course
from progress.models import Answer, Save
from progress.rules.drafts import WrittenElsewhere
from tests.progress.packages import choice, module, package, question, site, step, step_ids

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    yes = choice("Yes", correct=True)
    return [
        question("reflection", "What did you hear?"),
        question("reflection", "And see?"),
        question("single", "Again?", choices=[yes, choice("No")]),
    ]


@pytest.fixture
def what(asked):
    """The way, module and step that every save here is of."""
    site()
    page = module(package(), step(questions=asked))
    person = User.objects.create_user("ada@example.org", "pw", name="Ada")
    way = start_course(person=person, course=page.get_parent())
    return {"enrolment": way, "module": page, "step": step_ids(page)[0]}


@pytest.fixture
def ids(asked):
    return [plain_id(one["id"]) for one in asked]


def keep(what, id, words, based_on, **more):
    more = {"only": [id], "based_on": {id: based_on}, "answers": {id: words}} | more
    return keep_answers(**what, **more)[id]


def drafts():
    return set(Answer.objects.filter(attempt=0).values_list("value", flat=True))


def test_the_same_save_comes_in_once(what, ids):
    uid = uuid.uuid4()
    first = keep(what, ids[0], "Taket", 0, uid=uid)
    assert keep(what, ids[0], "Taket", 0, uid=uid) == first == 1
    assert keep(what, ids[0], "Taket och", 1) == 2
    assert keep(what, ids[0], "Taket", 0, uid=uid) == 1
    assert drafts() == {"Taket och"}


def test_the_same_attempt_counts_once(what, ids, asked):
    answers = {ids[0]: "A", ids[1]: "B", ids[2]: asked[2]["value"]["choices"][0]["id"]}
    for uid in [uuid.uuid4()] * 2 + [uuid.uuid4()]:
        assert answer_step(**what, answers=answers, uid=uid).result.answered
    assert Answer.objects.count() == 6
    assert Save.objects.count() == 2


def test_what_another_tab_wrote_is_not_written_over_and_both_are_told(what, ids):
    keep(what, ids[0], "Taket", 0)
    uid = uuid.uuid4()
    for _again in range(2):
        with pytest.raises(WrittenElsewhere) as raised:
            keep(what, ids[0], "Golvet", 0, uid=uid)
        both = raised.value.conflicts[ids[0]]
        assert (both.mine, both.theirs, both.version) == ("Golvet", "Taket", 1)
    assert drafts() == {"Taket"}
    assert not Save.objects.exists()
    keep(what, ids[0], "Golvet", 1)
    assert drafts() == {"Golvet"}


def test_an_attempt_takes_nothing_away_that_another_tab_wrote(what, ids, asked):
    keep(what, ids[0], "Taket", 0)
    answers = {ids[0]: "A", ids[1]: "B", ids[2]: asked[2]["value"]["choices"][0]["id"]}
    with pytest.raises(WrittenElsewhere):
        answer_step(**what, answers=answers, based_on={ids[0]: 0}, uid=uuid.uuid4())
    assert drafts() == {"Taket"}
    assert (Answer.objects.count(), Save.objects.count()) == (1, 0)


def test_two_tabs_in_different_questions_both_succeed(what, ids):
    keep(what, ids[0], "Taket", 0)
    keep(what, ids[1], "Golvet", 0)
    assert drafts() == {"Taket", "Golvet"}


def test_of_choices_the_last_one_holds(what, ids, asked):
    yes, no = (plain_id(one["id"]) for one in asked[2]["value"]["choices"])
    keep(what, ids[2], yes, 0)
    keep(what, ids[2], no, 0)
    assert drafts() == {no}


def test_saves_are_forgotten_after_half_a_year(what):
    now = timezone.now()
    for age in (KEPT, KEPT - timedelta(days=1)):
        Save.objects.create(enrolment=what["enrolment"], uid=uuid.uuid4(), at=now - age)
    assert (forget_saves(now=now), Save.objects.count()) == (1, 1)


def test_the_page_is_told_in_json_and_only_what_is_true(client, what, ids):
    page = what["module"]
    args = [page.get_parent().translation_key, page.pk, plain_id(what["step"])]
    url = reverse("progress:answer", args=args)
    sent = {"quiet": "1", "keep": "1", "page": page.url, "only": ids[0], f"v-{ids[0]}": "0"}
    refused = client.post(url, sent)
    assert (refused.status_code, refused.json()["saved"]) == (401, False)
    client.force_login(User.objects.get())
    assert client.post(url, sent | {"person": "another"}).status_code == 401
    first = client.post(url, sent | {f"q-{ids[0]}": "Taket"})
    assert first.json()["saved"]
    assert first.json()["version"] == {ids[0]: 1}
    other = client.post(url, sent | {f"q-{ids[0]}": "Golvet"})
    assert other.status_code == 409
    assert other.json()["conflicts"][ids[0]]["theirs"] == "Taket"
    plain = client.post(url, {**sent, f"q-{ids[0]}": "Golvet"} | {"quiet": ""})
    assert plain.status_code == 409
    del sent["quiet"]
    both = client.post(url, sent | {f"q-{ids[0]}": "Golvet"})
    assert both.status_code == 409
    assert "Taket" in both.content.decode()
    assert "Golvet" in both.content.decode()
