"""Taking one's place elsewhere, handing it over, and what the page of a place says then."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from progress.actions.cancel_occasion import cancel_occasion
from progress.actions.cancel_venue import cancel_venue
from progress.actions.decide_approval import decide_approval
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import Membership, Organisation, Registration
from tests.progress.offers import make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def occasion():
    return make_occasion(ends_on=SOON, begins_on=SOON)


@pytest.fixture
def ane(client):
    person = make_person()
    client.force_login(person)
    return person


@pytest.fixture
def place(occasion, ane):
    return register(person=ane, pool=make_pool(occasion))


@pytest.fixture
def bo(ane):
    """A colleague of Ane's."""
    school = Organisation.add_root(name="Kulturskolen", kind="school")
    colleague = make_person("Bo Dahl")
    for person in (ane, colleague):
        Membership.objects.create(person=person, organisation=school)
    return colleague


def address(name: str, place: Registration) -> str:
    return reverse(f"progress:{name}", args=[place.pk])


def read(client, place: Registration) -> str:
    return client.get(address("place", place)).content.decode()


def test_a_place_moves_to_where_there_is_room(client, occasion, place):
    free = make_pool(occasion, name="Førde")
    assert "Førde" in client.get(address("move", place)).content.decode()
    for _time in range(2):
        client.post(address("move", place), {"pool": f"{free.pk}m"})
    place.refresh_from_db()
    assert (place.state, place.pool) == ("confirmed", free)
    assert Registration.objects.count() == 1
    assert client.put(address("move", place)).status_code == 405


def test_where_it_is_full_one_queues_and_keeps_the_place(client, occasion, place):
    full = make_pool(occasion, 1, name="Førde")
    register(person=make_person("Cia Ek"), pool=full)
    client.post(address("move", place), {"pool": f"{full.pk}w"})
    place.refresh_from_db()
    assert place.state == "confirmed"
    assert Registration.objects.get(person=place.person, pool=full).state == "queued"


def test_a_seat_that_went_meanwhile_leaves_the_place_where_it_was(client, occasion, place):
    full = make_pool(occasion, 1, name="Førde")
    register(person=make_person("Cia Ek"), pool=full)
    page = client.post(address("move", place), {"pool": f"{full.pk}m"}).content.decode()
    assert "Full: every seat is taken." in page
    place.refresh_from_db()
    assert place.pool != full


def test_seats_of_another_occasion_are_refused(client, place):
    from tests.progress.offers import make_course

    other = make_pool(make_occasion(make_course("annet"), ends_on=SOON))
    client.post(address("move", place), {"pool": f"{other.pk}m"})
    place.refresh_from_db()
    assert place.pool != other


def test_an_ended_place_leads_to_what_became_of_it(client, place):
    withdraw(registration=place)
    for name in ("move", "hand_over"):
        assert client.get(address(name, place)).url == address("place", place)


def test_moving_costs_the_same_at_one_and_at_thirty_venues(
    client, occasion, place, django_assert_max_num_queries, django_assert_num_queries
):
    make_pool(occasion, name="Førde")
    client.get(address("move", place))
    with django_assert_max_num_queries(12) as counted:
        client.get(address("move", place))
    once = len(counted)
    for number in range(29):
        make_pool(occasion, name=f"By {number}")
    with django_assert_num_queries(once):
        client.get(address("move", place))


def test_a_place_is_handed_to_a_colleague(client, place, bo):
    page = client.get(address("hand_over", place))
    assert page.status_code == 200
    for _time in range(2):
        client.post(address("hand_over", place), {"email": "BO.Dahl@example.org"})
    place.refresh_from_db()
    assert place.state == "withdrawn"
    assert Registration.objects.get(person=bo).state == "confirmed"
    page = read(client, place)
    assert "You handed your place over" in page
    assert "Bo Dahl" not in page


@pytest.mark.parametrize(
    "email", ["cia.ek@example.org", "no.such@example.org", "ane.berg@example.org"]
)
def test_who_is_no_colleague_and_who_is_nobody_get_the_same_answer(client, place, bo, email):
    make_person("Cia Ek")
    page = client.post(address("hand_over", place), {"email": email})
    assert "No colleague of yours has an account" in page.content.decode()
    place.refresh_from_db()
    assert place.state == "confirmed"
    assert Registration.objects.count() == 1


def test_who_was_a_colleague_once_is_none_today(client, place, bo):
    Membership.objects.filter(person=bo).update(valid_to=timezone.localdate())
    client.post(address("hand_over", place), {"email": "bo.dahl@example.org"})
    place.refresh_from_db()
    assert place.state == "confirmed"


def test_where_a_colleague_has_a_place_already_is_not_said(client, occasion, place, bo):
    register(person=bo, pool=make_pool(occasion, name="Hemmelig"))
    page = client.post(address("hand_over", place), {"email": "bo.dahl@example.org"})
    assert "cannot take the place over" in page.content.decode()
    assert "Hemmelig" not in page.content.decode()


def test_after_its_day_a_place_is_not_handed_over(client, occasion, place, bo):
    occasion.hand_over_until_at = timezone.now() - timedelta(days=1)
    occasion.save(update_fields=["hand_over_until_at"])
    assert "Hand over to a colleague" not in read(client, place)
    page = client.post(address("hand_over", place), {"email": "bo.dahl@example.org"})
    assert "Places could be handed over until" in page.content.decode()
    place.refresh_from_db()
    assert place.state == "confirmed"


def test_before_its_day_the_page_says_until_when(client, occasion, place, bo):
    occasion.hand_over_until_at = timezone.now() + timedelta(days=1)
    occasion.save(update_fields=["hand_over_until_at"])
    for name in ("place", "hand_over"):
        page = client.get(address(name, place)).content.decode()
        assert "A place can be handed over until" in page


@pytest.mark.parametrize("name", ["move", "hand_over", "accept_offer"])
def test_each_page_is_the_persons_own(client, place, name):
    where = address(name, place)
    client.force_login(make_person("Cia Ek"))
    for ask in (client.get, client.post):
        assert ask(where).status_code in (404, 405)
    assert client.post(where).status_code == 404
    client.logout()
    assert "/accounts/login/" in client.post(where).url
    place.refresh_from_db()
    assert place.state == "confirmed"


def test_an_offer_is_accepted_on_the_page(client, occasion, ane):
    pool = make_pool(occasion, 1, name="Førde")
    cia = register(person=make_person("Cia Ek"), pool=pool)
    mine = register(person=ane, pool=pool, wait=True)
    early = client.post(address("accept_offer", mine)).content.decode()
    assert "There is no offer to accept here any more." in early
    withdraw(registration=cia)
    assert "It is kept for you until" in read(client, mine)
    assert client.get(address("accept_offer", mine)).status_code == 405
    for _time in range(2):
        assert client.post(address("accept_offer", mine)).status_code == 302
    mine.refresh_from_db()
    assert mine.state == "confirmed"


def test_who_has_to_choose_anew_does_it_on_the_page_of_the_place(client, occasion, place):
    online = make_pool(occasion, None, name="Nett", kind="online")
    cancel_venue(venue=place.pool.venue, by=None, note="Too few.")
    page = read(client, place)
    for words in ("Choose anew", "Too few.", "Take part digitally", "Withdraw"):
        assert words in page
    client.post(address("move", place), {"pool": f"{online.pk}m"})
    place.refresh_from_db()
    assert (place.state, place.pool) == ("confirmed", online)


def test_an_end_says_what_happened_and_never_who_did_it(client, occasion, ane):
    leader = make_person("Lea Leder")
    pool = make_pool(occasion)
    mine = register(person=ane, pool=pool)
    withdraw(registration=mine, by=leader)
    page = read(client, mine)
    assert "Your place was withdrawn" in page
    assert "Lea Leder" not in page
    again = register(person=ane, pool=pool)
    cancel_occasion(occasion=occasion, by=leader, note="Too few.")
    page = read(client, again)
    assert "Too few." in page
    assert "Lea Leder" not in page


def test_a_no_says_the_reason_that_was_given(client, ane):
    occasion = make_occasion(ends_on=SOON, intake="approval")
    mine = register(person=ane, pool=make_pool(occasion))
    head = make_person("Hege Head")
    decide_approval(registration=mine, yes=False, by=head, why="The school is closed.")
    page = read(client, mine)
    assert "The reason given: The school is closed." in page
    assert "Hege Head" not in page


def test_who_was_approved_waits_for_another_venue_and_keeps_the_place(client, ane):
    occasion = make_occasion(ends_on=SOON, begins_on=SOON, intake="approval")
    place = register(person=ane, pool=make_pool(occasion), approved=True)
    full = make_pool(occasion, 1, name="Førde")
    register(person=make_person("Bo Dahl"), pool=full, approved=True)
    assert client.post(address("move", place), {"pool": f"{full.pk}w"}).status_code == 302
    waits = Registration.objects.waiting().get()
    place.refresh_from_db()
    assert (waits.pool, place.state) == (full, "confirmed")


def test_a_move_of_a_place_that_is_gone_by_then_is_a_new_place(client, occasion, ane, place):
    """In another tab it was given back; there is a venue for groups too, whose fields are empty."""
    free = make_pool(occasion, name="Førde")
    make_pool(occasion, None, name="Egen gruppe", kind="group")
    withdraw(registration=place)
    where = reverse("progress:register", args=[occasion.pk])
    answer = client.post(where, {"pool": f"{free.pk}m", "group_name": "", "headcount": ""})
    new = Registration.objects.confirmed().get(person=ane)
    assert answer.url == address("place", new)
    assert (new.pool, new.headcount, new.group_name) == (free, 1, "")
