"""Matching, ordering, feedback and attempts, as they stand on a module's page."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override

from cms.models import User
from courses.rules.outline import plain_id
from courses.rules.question_rows import match_key
from progress.models import Answer, StepRecord
from progress.rules.learning_errors import answers_missing, attempts_used_up
from tests.progress.packages import module, package, question, site, step, step_ids

pytestmark = pytest.mark.django_db


def item(uuid: str, **value) -> dict:
    return {"type": "item", "id": uuid, "value": value}


VIOLIN, FLUTE = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
PULSE, WORDS = "33333333-3333-4333-8333-333333333333", "44444444-4444-4444-8444-444444444444"


@pytest.fixture
def asked():
    return [
        question(
            "matching",
            "Which is played how?",
            choices=[
                item(VIOLIN, text="Violin", match="With a bow"),
                item(FLUTE, text="Flute", match="With the breath"),
            ],
            feedback_right="All sound.",
            feedback_wrong="Try them.",
        ),
        question(
            "ordering",
            "What comes first?",
            choices=[item(PULSE, text="Pulse"), item(WORDS, text="Words", feedback="Not yet.")],
        ),
    ]


@pytest.fixture
def page(asked, client):
    site()
    course = package()
    made = module(course, step("Quiz", questions=asked, pass_percent=100, attempts=2))
    client.force_login(User.objects.create_user("ada@example.org", "pw", name="Ada"))
    client.post(reverse("progress:start", args=[course.pk]))
    return made


def answers(asked, *, right: bool) -> dict:
    match, order = (plain_id(one["id"]) for one in asked)
    violin, flute, pulse, words = (plain_id(id) for id in (VIOLIN, FLUTE, PULSE, WORDS))
    sides = (violin, flute) if right else (flute, violin)
    return {
        f"q-{match}": [
            f"{violin}={match_key(match, sides[0])}",
            f"{flute}={match_key(match, sides[1])}",
        ],
        f"q-{order}": [f"{pulse}={1 if right else 2}", f"{words}={2 if right else 1}"],
    }


def send(client, page, sent):
    key = page.get_parent().translation_key
    where = reverse("progress:answer", args=[key, page.pk, plain_id(step_ids(page)[0])])
    return client.post(where, {"page": page.url, **sent}, follow=True)


def sv(words: str) -> str:
    """As the page says it: the module is Swedish."""
    with override("sv"):
        return gettext(words)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_each_prompt_has_a_select_of_its_own_and_each_thing_a_number(client, page):
    text = text_of(client.get(page.url))
    match, order = (plain_id(one["id"]) for one in page.steps.raw_data[0]["value"]["questions"])
    assert text.count(f'<select id="m-{match}-') == 2
    assert text.count(f'<select id="o-{order}-') == 2
    assert f'<label for="m-{match}-{plain_id(VIOLIN)}">Violin</label>' in text
    assert text.index(">Words</label>") < text.index(">Pulse</label>")


def test_right_pairs_in_the_right_order_pass_the_step_with_its_feedback(client, page, asked):
    text = text_of(send(client, page, answers(asked, right=True)))
    assert StepRecord.objects.get().how == "passed"
    assert "All sound." in text
    assert "Try them." not in text


def test_what_is_wrong_is_told_and_stands_as_it_was_given(client, page, asked):
    text = text_of(send(client, page, answers(asked, right=False)))
    assert not StepRecord.objects.exists()
    assert "Try them." in text
    assert "Not yet." in text
    assert "With a bow</li>" not in text
    assert text.count(" selected>") == 4


def test_after_the_last_attempt_the_right_answers_are_shown_and_none_more_is_taken(
    client, page, asked
):
    text = text_of(send(client, page, answers(asked, right=False)))
    assert f">{sv('Try again')}</button>" in text
    text = text_of(send(client, page, answers(asked, right=False)))
    assert "<li>Violin – With a bow</li>" in text
    assert "<li>Pulse</li><li>Words</li>" in text
    assert f">{sv('Try again')}</button>" not in text
    text = text_of(send(client, page, answers(asked, right=True)))
    assert sv(attempts_used_up(2).message) in text
    assert Answer.objects.filter(attempt__gt=2).count() == 0
    assert not StepRecord.objects.exists()


def test_the_best_attempt_counts_whatever_comes_after_it(client, page, asked):
    send(client, page, answers(asked, right=True))
    send(client, page, answers(asked, right=False))
    send(client, page, answers(asked, right=False))
    assert StepRecord.objects.get().how == "passed"
    assert Answer.objects.values("attempt").distinct().count() == 2


def test_half_an_answer_is_kept_and_no_attempt(client, page, asked):
    sent = answers(asked, right=True)
    order = plain_id(asked[1]["id"])
    sent[f"q-{order}"] = sent[f"q-{order}"][:1]
    text = text_of(send(client, page, sent))
    assert sv(answers_missing(1).message) in text
    assert set(Answer.objects.values_list("attempt", flat=True)) == {0}
    assert text.count(" selected>") == 3
