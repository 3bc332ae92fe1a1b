"""What the organiser asks is answered when one registers, and afterwards on one's own page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from courses.models import ParticipantQuestion
from progress.actions.accept_offer import accept_offer
from progress.actions.add_by_hand import add_by_hand
from progress.actions.answer_questions import answer_questions
from progress.actions.register import register
from progress.actions.register_staff import register_staff
from progress.actions.withdraw import withdraw
from progress.models import Message, ParticipantAnswer
from progress.reports.needs import need_counts
from progress.rules.offers import Refusal
from tests.progress.desk import make_desk
from tests.progress.offers import make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def desk():
    return make_desk(capacity=1)


@pytest.fixture
def food(desk):
    return ParticipantQuestion.objects.create(
        occasion=desk.occasion, kind="dietary", why="The kitchen cooks.", required=True
    )


@pytest.fixture
def bus(desk):
    return ParticipantQuestion.objects.create(
        occasion=desk.occasion, kind="yes-no", label="Do you come by bus?", why="To order it."
    )


@pytest.fixture
def ane(client):
    person = make_person()
    client.force_login(person)
    return person


@pytest.fixture
def place(desk, food, bus, ane):
    return register(person=ane, pool=desk.oslo, answers=[(food, "Gluten")])


def address(registration, name="place_answers") -> str:
    return reverse(f"progress:{name}", args=[registration.pk])


def said(registration) -> dict[str, str]:
    return {answer.kind: answer.value for answer in registration.answers.all()}


def test_one_sees_what_one_answered_and_changes_it(client, place, food, bus):
    assert "Gluten" in client.get(address(place, "place")).content.decode()
    assert 'value="Gluten"' in client.get(address(place)).content.decode()
    answers = {f"question_{food.pk}": "Nuts", f"question_{bus.pk}": "yes"}
    for _time in range(2):
        answer = client.post(address(place), answers)
        assert answer.url == address(place, "place")
    assert said(place) == {"dietary": "Nuts", "yes-no": "yes"}


def test_an_answer_is_taken_back_and_a_needed_one_is_not(client, place, food, bus):
    client.post(address(place), {f"question_{food.pk}": "Nuts", f"question_{bus.pk}": "no"})
    client.post(address(place), {f"question_{food.pk}": "Nuts", f"question_{bus.pk}": ""})
    assert said(place) == {"dietary": "Nuts"}
    answer = client.post(address(place), {f"question_{food.pk}": ""})
    assert "Nothing is changed yet" in answer.content.decode()
    assert said(place) == {"dietary": "Nuts"}


def test_who_has_left_answers_no_more(client, place, food):
    withdraw(registration=place)
    client.post(address(place), {f"question_{food.pk}": "Nuts"})
    with pytest.raises(Refusal):
        answer_questions(registration=place, answers=[(food, "Nuts")])
    assert not ParticipantAnswer.objects.exists()
    assert "Change the answers" not in client.get(address(place, "place")).content.decode()


def test_after_the_last_day_nobody_answers(place, food):
    late = place.created_at + timedelta(days=60)
    with pytest.raises(Refusal) as caught:
        answer_questions(registration=place, answers=[(food, "Nuts")], now=late)
    assert caught.value.code == "past"


def test_whom_a_manager_registers_is_asked_by_mail_and_on_their_page(client, desk, food, ane):
    register_staff(people=[(ane, None)], pool=desk.oslo, by=make_person("Chef Ek"))
    (message,) = Message.objects.filter(person=ane)
    place = ane.registrations.get()
    for words in (message.text, message.html):
        assert "The organiser has questions for you." in words
        assert address(place) in words
    assert (
        "The organiser needs your answer." in client.get(address(place, "place")).content.decode()
    )


def test_who_answered_is_not_asked_again(place):
    assert "has questions" not in Message.objects.get().text


def test_who_was_added_by_hand_is_asked_and_who_accepts_is_asked_for_what_is_needed(desk, food):
    bo, cia = make_person("Bo Dahl"), make_person("Cia Ek")
    place = add_by_hand(person=bo, pool=desk.oslo, by=desk.eva)
    assert "has questions" in Message.objects.get().text
    waits = register(person=cia, pool=desk.oslo, wait=True)
    withdraw(registration=place)
    accept_offer(registration=waits)
    assert "has questions" in Message.objects.filter(person=cia).latest("pk").text


def test_where_nothing_is_asked_there_is_no_page(client, desk, ane):
    place = register(person=ane, pool=desk.oslo)
    with translation.override("en"):
        assert client.get(address(place), follow=True).status_code == 404


def test_needs_are_counted_alike_in_whatever_language_they_were_written(client, desk, food, bus):
    pool = make_pool(desk.occasion, None, name="Nett", kind="online")
    for language in ("sv", "nb"):
        with translation.override(language):
            register(
                person=make_person(f"Person {language}"),
                pool=pool,
                answers=[(food, "Gluten"), (bus, "yes")],
            )
    assert [(row.label, row.value, row.people) for row in need_counts(desk.occasion)] == [
        ("Dietary needs", "Gluten", 2),
        ("Do you come by bus?", "Yes", 2),
    ]
    client.force_login(desk.liv)
    with translation.override("sv"):
        page = client.get(
            desk.address("participants") + "?lang=sv", headers={"accept-language": "sv"}
        )
    assert "yes" not in page.content.decode().split("<tbody")[1]


def test_a_place_page_has_as_many_queries_whatever_is_asked(
    client, place, desk, django_assert_max_num_queries
):
    with django_assert_max_num_queries(40) as few:
        client.get(address(place, "place"))
    for number in range(8):
        ParticipantQuestion.objects.create(
            occasion=desk.occasion, kind="text", label=f"Q{number}", why="So", sort_order=number
        )
    with django_assert_max_num_queries(len(few)):
        client.get(address(place, "place"))
