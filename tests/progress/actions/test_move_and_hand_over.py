from datetime import UTC, date, datetime, timedelta

import pytest

from courses.models import Meeting
from progress.actions.hand_over import hand_over
from progress.actions.move_place import move_place
from progress.actions.register import register
from progress.models import Message, Registration, Transition
from progress.rules.offers import Refusal
from tests.progress.offers import NOW, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "audited")]


@pytest.fixture
def occasion():
    return make_occasion()


@pytest.fixture
def oslo(occasion):
    return make_pool(occasion, 1)


@pytest.fixture
def bergen(occasion):
    return make_pool(occasion, 1, name="Bergen")


@pytest.fixture
def place(oslo):
    return register(person=make_person(), pool=oslo, now=NOW)


def taken(*pools) -> list[int]:
    for pool in pools:
        pool.refresh_from_db()
    return [pool.taken for pool in pools]


def test_a_place_moves_with_its_history_and_its_seat(place, oslo, bergen):
    moved = move_place(registration=place, pool=bergen, now=NOW)
    assert (moved.pk, moved.pool, moved.state) == (place.pk, bergen, "confirmed")
    assert taken(oslo, bergen) == [0, 1]
    last = Transition.objects.latest("pk")
    assert (last.from_state, last.to_state, last.pool) == ("confirmed", "confirmed", bergen)
    assert Message.objects.latest("pk").kind == "moved"


def test_the_seat_left_behind_is_offered_to_who_waits(place, oslo, bergen):
    waits = register(person=make_person("Bo Dahl"), pool=oslo, wait=True, now=NOW)
    move_place(registration=place, pool=bergen, now=NOW)
    waits.refresh_from_db()
    assert waits.state == "offered"


def test_to_a_full_venue_nobody_moves_and_nothing_is_lost(place, oslo, bergen):
    register(person=make_person("Bo Dahl"), pool=bergen, now=NOW)
    with pytest.raises(Refusal) as caught:
        move_place(registration=place, pool=bergen, wait=True, now=NOW)
    place.refresh_from_db()
    assert (caught.value.code, place.pool, place.state) == ("full", oslo, "confirmed")


def test_who_waited_there_and_moves_there_has_one_registration(place, bergen):
    other = register(person=make_person("Bo Dahl"), pool=bergen, now=NOW)
    waits = register(person=place.person, pool=bergen, wait=True, now=NOW)
    with pytest.raises(Refusal):
        move_place(registration=place, pool=bergen, now=NOW)
    waits.refresh_from_db()
    assert waits.state == "queued"
    move_place(registration=other, pool=make_pool(place.occasion, 1, name="Hamar"), now=NOW)
    waits.refresh_from_db()
    assert waits.state == "offered"
    move_place(registration=place, pool=bergen, now=NOW)
    waits.refresh_from_db()
    assert (waits.state, taken(bergen)) == ("withdrawn", [1])


def test_no_place_moves_to_another_occasion(place):
    elsewhere = make_pool(make_occasion(place.occasion.course, slug="another"))
    with pytest.raises(Refusal) as caught:
        move_place(registration=place, pool=elsewhere, now=NOW)
    assert caught.value.code == "elsewhere"


def test_a_colleague_has_the_seat_and_not_who_waits(place, oslo):
    waits = register(person=make_person("Bo Dahl"), pool=oslo, wait=True, now=NOW)
    colleague = make_person("Cia Ek")
    theirs = hand_over(registration=place, to=colleague, now=NOW)
    place.refresh_from_db()
    waits.refresh_from_db()
    assert (place.state, theirs.state, waits.state) == ("withdrawn", "confirmed", "queued")
    assert taken(oslo) == [1]
    told = Message.objects.order_by("pk").values_list("kind", "to")[2:]
    assert list(told) == [
        ("handed_over", "ane.berg@example.org"),
        ("registered", "cia.ek@example.org"),
    ]


def test_a_colleague_who_waited_has_the_seat_and_waits_no_more(place, oslo):
    colleague = make_person("Cia Ek")
    waits = register(person=colleague, pool=oslo, wait=True, now=NOW)
    hand_over(registration=place, to=colleague, now=NOW)
    waits.refresh_from_db()
    assert waits.state == "withdrawn"
    assert Registration.objects.confirmed().get().person == colleague


def test_nobody_is_handed_a_second_seat(place, bergen):
    colleague = make_person("Cia Ek")
    register(person=colleague, pool=bergen, now=NOW)
    with pytest.raises(Refusal) as caught:
        hand_over(registration=place, to=colleague, now=NOW)
    assert caught.value.code == "has_seat"


def test_until_its_day_a_place_is_handed_over_and_not_after(place, occasion):
    occasion.hand_over_until_at = datetime(2023, 4, 20, 22, tzinfo=UTC)
    occasion.save()
    late = occasion.hand_over_until_at
    with pytest.raises(Refusal) as caught:
        hand_over(registration=place, to=make_person("Cia Ek"), now=late)
    assert "20 April 2023" in str(caught.value)
    hand_over(registration=place, to=make_person("Dag Fos"), now=late - timedelta(seconds=1))


def test_without_a_day_of_its_own_it_is_handed_over_until_it_begins(place, occasion):
    Meeting.objects.create(occasion=occasion, day=date(2023, 4, 27))
    with pytest.raises(Refusal) as caught:
        hand_over(
            registration=place,
            to=make_person("Cia Ek"),
            now=datetime(2023, 4, 26, 22, tzinfo=UTC),
        )
    assert caught.value.code == "begun"
