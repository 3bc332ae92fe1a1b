"""A dated course's page put together from kept pieces: nothing of places is seen late."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from courses.actions.cancel_venue import cancel_venue
from courses.actions.decide_venue import decide_venue
from courses.actions.set_capacity import set_capacity
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from tests.progress.offers import make_course, make_occasion, make_person, make_pool
from tests.progress.packages import site

pytestmark = pytest.mark.django_db

SOON = timedelta(days=30)


@pytest.fixture
def course():
    site()
    page = make_course()
    page.save_revision().publish()
    return page


@pytest.fixture
def pool(course):
    return make_pool(make_occasion(course, ends_on=(timezone.now() + SOON).date()), 1)


def read(client, course) -> str:
    return client.get(course.url, headers={"accept-language": "sv"}).content.decode()


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_seat_taken_and_one_given_back_are_seen_at_once(course, pool):
    before = read(Client(), course)
    place = register(person=make_person(), pool=pool)
    full = read(Client(), course)
    assert "badge--full" in full
    assert "badge--full" not in before
    withdraw(registration=place)
    assert "badge--full" not in read(Client(), course)


def test_two_visitors_see_their_own_places(course, pool):
    ane, bo = make_person("Ane Berg"), make_person("Bo Dahl")
    place = register(person=ane, pool=pool)
    mine = f"/my/places/{place.pk}/"
    assert mine in read(signed_in(ane), course)
    for other in (signed_in(bo), Client()):
        assert mine not in read(other, course)
    assert mine in read(signed_in(ane), course)


def test_what_an_editor_decides_of_a_venue_is_seen_at_once(course, pool):
    venue = pool.venue
    venue.places = ["Førde", "Florø"]
    venue.save()
    assert "Florø" in read(Client(), course)
    decide_venue(venue=venue, place="Førde")
    assert "Florø" not in read(Client(), course)
    set_capacity(venue=venue, role="participant", capacity=77)
    assert "77" in read(Client(), course)
    cancel_venue(venue=venue, on=timezone.localdate(), note="Snow on the road")
    assert "Snow on the road" in read(Client(), course)


def test_a_deadline_that_passes_is_seen_at_its_own_moment(course, monkeypatch):
    closes = datetime(2030, 5, 1, 12, 0, 20, tzinfo=UTC)
    make_pool(make_occasion(course, closes_at=closes, ends_on=closes.date() + SOON))
    seen = []
    for seconds in (-30, -1, 0, 1):
        moment = closes + timedelta(seconds=seconds)
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        seen.append("badge--closed" in read(Client(), course))
    assert seen == [False, False, True, True]
