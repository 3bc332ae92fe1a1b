"""Of the several places that somebody has in an occasion, one is a seat; the others give way."""

from datetime import date

import pytest

from courses.models import Meeting
from progress.actions.add_by_hand import add_by_hand
from progress.actions.cancel_venue import cancel_venue
from progress.actions.hand_over import hand_over
from progress.actions.move_place import move_place
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import Message, Registration
from tests.progress.offers import NOW, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "audited")]


@pytest.fixture
def occasion():
    return make_occasion()


@pytest.fixture
def bergen(occasion):
    return make_pool(occasion, 1, name="Bergen")


@pytest.fixture
def ane():
    return make_person()


@pytest.fixture
def online(occasion, ane):
    """Ane's digital seat, which she has while she waits for a town."""
    pool = make_pool(occasion, 1, name="Nett", kind="online")
    return register(person=ane, pool=pool, now=NOW)


@pytest.fixture
def choosing(occasion, ane, online):
    """She was offered a seat in Oslo, and Oslo is called off."""
    offer = offered(ane, make_pool(occasion, 1))
    cancel_venue(venue=offer.pool.venue, by=None, now=NOW)
    return offer


def offered(person, pool, **group) -> Registration:
    first = register(person=make_person(f"Xi {pool.pk}"), pool=pool, now=NOW, **group)
    waits = register(person=person, pool=pool, wait=True, now=NOW, **group)
    withdraw(registration=first, now=NOW)
    waits.refresh_from_db()
    assert waits.state == "offered"
    return waits


def states(*registrations) -> list[str]:
    for one in registrations:
        one.refresh_from_db()
    return [one.state for one in registrations]


def test_who_has_a_seat_and_chooses_anew_has_the_chosen_one(online, choosing, bergen):
    Meeting.objects.create(occasion=online.occasion, day=date(2023, 4, 27))
    waits = register(person=make_person("Bo Dahl"), pool=online.pool, wait=True, now=NOW)
    move_place(registration=choosing, pool=bergen, now=NOW)
    assert states(choosing, online, waits) == ["confirmed", "withdrawn", "offered"]
    told = Message.objects.filter(person=choosing.person).latest("pk")
    came, went = told.calendar.split("BEGIN:VEVENT")[1:]
    assert told.kind == "moved"
    assert ("Bergen" in came, "STATUS:CANCELLED" in came) == (True, False)
    assert (f"-{online.pk}@" in went, "STATUS:CANCELLED" in went) == (True, True)


def test_who_has_a_seat_and_registers_chooses_by_it(ane, online, choosing, bergen):
    assert register(person=ane, pool=bergen, now=NOW) == choosing
    assert states(choosing, online) == ["confirmed", "withdrawn"]


def test_who_has_a_seat_and_has_to_choose_is_added_by_hand(ane, online, choosing, bergen):
    add_by_hand(person=ane, pool=bergen, by=make_person("Eva Lund"), now=NOW)
    assert states(choosing, online) == ["confirmed", "withdrawn"]


def test_who_chooses_the_seat_that_they_have_has_it_once(online, choosing):
    move_place(registration=choosing, pool=online.pool, now=NOW)
    assert states(choosing, online) == ["confirmed", "withdrawn"]


def test_who_moves_the_seat_that_they_have_has_nothing_left_to_choose(online, choosing, bergen):
    move_place(registration=online, pool=bergen, now=NOW)
    assert states(choosing, online) == ["withdrawn", "confirmed"]


def test_an_offer_left_for_a_seat_that_is_handed_over_goes_to_the_next(occasion, bergen):
    cia = make_person("Cia Ek")
    place = register(person=make_person("Dag Fos"), pool=make_pool(occasion, 1), now=NOW)
    offer = offered(cia, bergen)
    waits = register(person=make_person("Bo Dahl"), pool=bergen, wait=True, now=NOW)
    hand_over(registration=place, to=cia, now=NOW)
    assert states(offer, waits) == ["withdrawn", "offered"]


def test_an_offer_of_the_very_seats_that_are_handed_over_goes_to_the_next(occasion):
    oslo = make_pool(occasion, 2)
    place = register(person=make_person("Dag Fos"), pool=oslo, now=NOW)
    cia = make_person("Cia Ek")
    offer = offered(cia, oslo)
    waits = register(person=make_person("Bo Dahl"), pool=oslo, wait=True, now=NOW)
    hand_over(registration=place, to=cia, now=NOW)
    assert states(offer, waits) == ["withdrawn", "offered"]


def test_a_smaller_group_leaves_the_rest_of_the_larger_one_s_seats_to_the_next(ane, occasion):
    halls = make_pool(occasion, 4, name="Salar", kind="group")
    small = make_pool(occasion, 9, name="Stuer", kind="group")
    offer = offered(ane, halls, headcount=4, group_name="Alle")
    mine = register(person=ane, pool=small, headcount=1, group_name="Vi", now=NOW)
    waits = register(
        person=make_person("Bo Dahl"), pool=halls, headcount=2, group_name="To", wait=True, now=NOW
    )
    move_place(registration=mine, pool=halls, now=NOW)
    assert states(mine, offer, waits) == ["confirmed", "withdrawn", "offered"]
