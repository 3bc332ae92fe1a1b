from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import Membership, Organisation, Registration
from tests.progress.offers import make_course, make_occasion, make_person, make_pool

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


def address(occasion) -> str:
    return reverse("progress:register", args=[occasion.pk])


def test_whoever_is_not_signed_in_signs_in_and_comes_back_to_the_place(client, occasion):
    answer = client.get(address(occasion))
    assert answer.status_code == 302
    assert answer.url == f"/accounts/login/?next={address(occasion)}"
    assert client.post(address(occasion), {"pool": make_pool(occasion).pk}).status_code == 302
    assert not Registration.objects.exists()


def test_one_chooses_a_venue_and_sees_the_place_one_got(client, occasion, ane):
    oslo, forde = make_pool(occasion, name="Oslo"), make_pool(occasion, name="Førde")
    page = client.get(address(occasion)).content.decode()
    assert "Oslo" in page
    assert "Førde" in page
    answer = client.post(address(occasion), {"pool": forde.pk}, follow=True)
    registration = Registration.objects.get()
    assert registration.pool == forde
    assert answer.request["PATH_INFO"] == reverse("progress:place", args=[registration.pk])
    assert "You have a place" in answer.content.decode()
    assert oslo.registrations.count() == 0


def test_sent_twice_it_is_one_registration(client, occasion, ane):
    pool = make_pool(occasion)
    for _time in range(2):
        assert client.post(address(occasion), {"pool": pool.pk}).status_code == 302
    assert Registration.objects.count() == 1


def test_a_seat_that_went_meanwhile_is_an_error_on_the_form(client, occasion, ane):
    pool = make_pool(occasion, 1)
    register(person=make_person("Bo Dahl"), pool=pool)
    answer = client.post(address(occasion), {"pool": pool.pk})
    assert answer.status_code == 200
    assert "Full: every seat is taken." in answer.content.decode()
    assert Registration.objects.count() == 1


def test_a_second_venue_of_the_same_occasion_says_which_place_one_has(client, occasion, ane):
    register(person=ane, pool=make_pool(occasion, name="Oslo"))
    answer = client.post(address(occasion), {"pool": make_pool(occasion, name="Førde").pk})
    assert "Oslo" in answer.context["form"].errors["pool"][0]


@pytest.mark.parametrize("pool", ["", "0", "x", "99999"])
def test_a_pool_that_is_not_the_occasions_own_is_refused(client, occasion, ane, pool):
    make_pool(occasion)
    assert "pool" in client.post(address(occasion), {"pool": pool}).context["form"].errors


def test_a_contributors_seat_is_not_to_be_chosen(client, occasion, ane):
    make_pool(occasion, 1)
    invited = make_pool(occasion, None, role="contributor")
    assert "Contributor" not in client.get(address(occasion)).content.decode()
    for value in (f"{invited.pk}", f"{invited.pk}w", f"{invited.pk}m"):
        errors = client.post(address(occasion), {"pool": value}).context["form"].errors
        assert "Only those who are invited can register." in errors["pool"][0]
    assert not Registration.objects.exists()


def test_a_pool_of_another_occasion_is_refused(client, occasion, ane):
    make_pool(occasion)
    other = make_pool(make_occasion(make_course("annet"), ends_on=SOON))
    assert "pool" in client.post(address(occasion), {"pool": other.pk}).context["form"].errors
    assert not Registration.objects.exists()


def test_a_group_says_its_name_and_its_number(client, occasion, ane):
    pool = make_pool(occasion, None, kind="group", name="Egen gruppe")
    answer = client.post(address(occasion), {"pool": pool.pk, "headcount": "12"})
    assert "group_name" in answer.context["form"].errors
    client.post(address(occasion), {"pool": pool.pk, "headcount": "12", "group_name": "Fjord"})
    assert Registration.objects.get().headcount == 12


def test_only_who_has_two_schools_is_asked_which(client, occasion, ane):
    pool = make_pool(occasion)
    schools = [Organisation.add_root(name=name, kind="school") for name in ("A", "B")]
    Membership.objects.create(person=ane, organisation=schools[0])
    assert "workplace" not in client.get(address(occasion)).context["form"].fields
    Membership.objects.create(person=ane, organisation=schools[1])
    assert "workplace" in client.get(address(occasion)).context["form"].fields
    client.post(address(occasion), {"pool": pool.pk, "workplace": schools[1].pk})
    assert Registration.objects.get().workplace == schools[1]


def test_a_closed_occasion_shows_the_reason_and_no_form(client, ane):
    occasion = make_occasion(closes_at=timezone.now() - timedelta(days=1), ends_on=SOON)
    make_pool(occasion)
    page = client.get(address(occasion)).content.decode()
    assert "Registration closed on" in page
    assert '<form class="form"' not in page


def test_an_occasion_without_venues_has_an_empty_state(client, occasion, ane):
    assert "nothing to register for yet" in client.get(address(occasion)).content.decode()
    assert client.get(reverse("progress:register", args=[999]), follow=True).status_code == 404


@pytest.fixture
def place(occasion, ane):
    return register(person=ane, pool=make_pool(occasion, kind="online", name="Nett",
                                               join_url="https://meet.example.org/x"))  # fmt: skip


def test_the_address_for_taking_part_is_shown_with_a_seat_only(client, place):
    where = reverse("progress:place", args=[place.pk])
    assert "meet.example.org" in client.get(where).content.decode()
    client.post(reverse("progress:withdraw", args=[place.pk]))
    assert "meet.example.org" not in client.get(where).content.decode()


def test_withdrawing_asks_first_and_only_a_post_does_it(client, place):
    where = reverse("progress:withdraw", args=[place.pk])
    assert client.get(where).status_code == 200
    place.refresh_from_db()
    assert place.state == "confirmed"
    for _time in range(2):
        assert client.post(where).status_code == 302
    place.refresh_from_db()
    assert place.state == "withdrawn"
    assert client.put(where).status_code == 405


def test_a_place_is_nobody_elses(client, place):
    client.force_login(make_person("Bo Dahl"))
    for name in ("place", "withdraw"):
        where = reverse(f"progress:{name}", args=[place.pk])
        assert client.get(where, follow=True).status_code == 404
    assert client.post(where, follow=True).status_code == 404
    client.logout()
    assert client.get(reverse("progress:place", args=[place.pk])).status_code == 302
    place.refresh_from_db()
    assert place.state == "confirmed"


def test_the_form_costs_the_same_at_one_and_at_thirty_venues(
    client, occasion, ane, django_assert_num_queries
):
    make_pool(occasion)
    client.get(address(occasion))
    with django_assert_num_queries(7):  # two of them are the visitor
        client.get(address(occasion))
    for number in range(29):
        make_pool(occasion, name=f"By {number}")
    with django_assert_num_queries(7):
        client.get(address(occasion))


def test_taking_a_place_costs_the_same_however_many_have_one(
    client, occasion, ane, django_assert_num_queries, django_capture_on_commit_callbacks
):
    pools = [make_pool(occasion, name=name) for name in ("Oslo", "Førde")]
    for pool in pools:
        with django_assert_num_queries(10 + 2):  # and the transaction's begin and end
            client.post(address(occasion), {"pool": pool.pk})
        withdraw(registration=Registration.objects.live().get(person=ane))
        for number in range(9):
            register(person=make_person(f"{pool.pk} {number}"), pool=pool)
