"""Who has a seat and is offered another, or has to choose one, is told what goes back by it; and
who did what to whose place is said as it was."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from progress.actions.cancel_venue import cancel_venue
from progress.actions.hand_over import hand_over
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import Guarantee, Message, Organisation
from tests.progress.desk import make_desk
from tests.progress.offers import make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
GOES_BACK = "your place here is given back: Nett"


@pytest.fixture
def desk():
    return make_desk(capacity=1)


@pytest.fixture
def ane(client):
    person = make_person()
    client.force_login(person)
    return person


@pytest.fixture
def offer(desk, ane):
    """Ane has a digital seat, and is offered one in Oslo."""
    register(person=ane, pool=make_pool(desk.occasion, None, name="Nett", kind="online"))
    first = register(person=make_person("Bo Dahl"), pool=desk.oslo)
    waits = register(person=ane, pool=desk.oslo, wait=True)
    withdraw(registration=first)
    waits.refresh_from_db()
    assert waits.state == "offered"
    return waits


def page_of(client, registration) -> str:
    return client.get(reverse("progress:place", args=[registration.pk])).content.decode()


def test_an_offer_says_which_place_goes_back_by_it(client, offer):
    message = Message.objects.get(kind="offered")
    link = message.text.split("/places/answer/")[1].split("?")[0]
    answer = client.get(f"/places/answer/{link}").content.decode()
    for words in (message.text, message.html, page_of(client, offer), answer):
        assert GOES_BACK in words


def test_a_choice_says_which_place_goes_back_by_it(client, offer):
    cancel_venue(venue=offer.pool.venue, by=None)
    page = page_of(client, offer)
    assert GOES_BACK in page
    assert "If you withdraw, you keep it." in page


def test_who_has_no_other_place_is_told_of_none(client, desk, ane):
    first = register(person=make_person("Bo Dahl"), pool=desk.oslo)
    waits = register(person=ane, pool=desk.oslo, wait=True)
    withdraw(registration=first)
    message = Message.objects.get(kind="offered")
    for words in (message.text, page_of(client, waits)):
        assert "given back" not in words


def test_who_hands_over_is_told_so_and_whose_place_was_handed_over_is_told_that(desk, ane):
    place = register(person=ane, pool=desk.oslo)
    theirs = hand_over(registration=place, to=make_person("Cia Ek"), by=make_person("Chef Ek"))
    assert "Your place was handed over" in Message.objects.get(kind="handed_over").subject
    hand_over(registration=theirs, to=make_person("Dag Fos"), by=theirs.person)
    assert "You have handed over" in Message.objects.filter(kind="handed_over").latest("pk").text


def test_an_organiser_sees_which_seats_are_kept_before_they_give_one_away(client, desk):
    desk.oslo.capacity = 5
    desk.oslo.save()
    Guarantee.objects.create(
        pool=desk.oslo,
        organisation=Organisation.add_root(name="Bergen", kind="municipality"),
        seats=2,
        release_at=timezone.now() + timedelta(days=3),
    )
    client.force_login(desk.eva)
    page = client.get(desk.address("add_by_hand")).content.decode()
    assert "(5 free; of these kept for organisations: 2)" in page
