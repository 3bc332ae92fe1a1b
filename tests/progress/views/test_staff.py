import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from progress.actions.register import register
from progress.models import Membership, Message, Registration
from progress.reports.audit import audit
from tests.progress.offers import make_course, make_occasion, make_pool
from tests.progress.staff import make_cast, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SOON = timezone.localdate() + timedelta(days=60)


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def pool():
    return make_pool(make_occasion(ends_on=SOON, begins_on=SOON), 3)


@pytest.fixture
def chief(client, cast):
    client.force_login(cast.chief)
    return cast.chief


def door(pool) -> str:
    return reverse("progress:register_staff", args=[pool.venue.occasion_id])


def send(client, pool, do="preview", people=(), addresses="", **more):
    data = {
        "pool": pool.pk, "person": [one.pk for one in people], "addresses": addresses, "do": do,
    }  # fmt: skip
    return client.post(door(pool), data | more)


def outcomes(answer) -> list[tuple[str, str]]:
    return [(line.name, line.outcome) for line in answer.context["lines"]]


def says(answer) -> list[str]:
    return [line.says for line in answer.context["lines"]]


def seated() -> set[str]:
    return {one.person.name for one in Registration.objects.confirmed().select_related("person")}


def test_the_preview_tells_each_line_and_changes_nothing(client, cast, pool, chief):
    register(person=cast.bo, pool=pool)
    register(person=cast.cia, pool=pool)
    answer = send(
        client,
        pool,
        people=[cast.anna, cast.bo],
        addresses="didrik.två@example.org\nnej@example.org",
    )
    assert outcomes(answer) == [
        ("Anna Ås", "seat"),
        ("Bo Ek", "already"),
        ("Didrik Två", "queue"),
        ("nej@example.org", "wrong"),
    ]
    assert Registration.objects.count() == 2
    assert not Message.objects.filter(registration__person=cast.anna).exists()
    assert list(audit()) == []


def test_all_are_registered_with_one_post_and_a_second_changes_nothing(client, cast, pool, chief):
    people = [cast.anna, cast.bo]
    assert "Register all" in send(client, pool, people=people).content.decode()
    answer = send(client, pool, "all", people)
    assert outcomes(answer) == [("Anna Ås", "seat"), ("Bo Ek", "seat")]
    assert "2 people are registered." in answer.content.decode()
    again = send(client, pool, "all", people)
    assert [outcome for _name, outcome in outcomes(again)] == ["already", "already"]
    assert Registration.objects.count() == 2
    made = Registration.objects.get(person=cast.anna)
    assert made.workplace == cast.county.lulea_school
    assert made.transitions.get().by.pk == chief.pk
    assert Message.objects.filter(kind="registered").count() == 2
    assert list(audit()) == []


def test_with_one_wrong_line_all_is_nothing_and_good_is_the_others(client, cast, pool, chief):
    asked = {"people": [cast.anna], "addresses": "nej@example.org"}
    page = send(client, pool, **asked).content.decode()
    assert "Register all" not in page
    assert "Register the 1 that is right" in page
    refused = send(client, pool, "all", **asked)
    assert "Nobody is registered" in refused.content.decode()
    assert not Registration.objects.exists()
    done = send(client, pool, "good", **asked).content.decode()
    assert "1 person is registered." in done
    assert "1 is not." in done
    assert seated() == {"Anna Ås"}
    assert list(audit()) == []


@pytest.mark.parametrize("name", ["ylva", "cia", "nobody", "other_chief"])
def test_who_is_protected_or_anothers_is_not_known_here(client, cast, pool, chief, name):
    address = "nobody@example.org" if name == "nobody" else getattr(cast, name).email
    answer = send(client, pool, addresses=address)
    assert says(answer) == ["Nobody at your schools has this address."]
    assert answer.context["lines"][0].name == address
    assert "Skyddad" not in answer.content.decode()
    send(client, pool, "good", addresses=address)
    assert not Registration.objects.exists()


def test_ids_of_others_are_nobody(client, cast, pool, chief):
    answer = send(client, pool, "all", people=[cast.cia, cast.ylva])
    assert "Choose somebody, or paste an address." in answer.context["form"].errors["addresses"]
    assert not Registration.objects.exists()
    junk = client.post(door(pool), {"pool": pool.pk, "person": ["x", "9" * 30], "do": "all"})
    assert junk.status_code == 200


def test_what_is_no_address_says_so(client, cast, pool, chief):
    assert says(send(client, pool, addresses="Anna Ås")) == ["This is not one e-mail address."]


def test_who_is_ticked_and_pasted_stands_once(client, cast, pool, chief):
    answer = send(client, pool, people=[cast.bo], addresses="Bo Ek <BO.EK@example.org>")
    assert outcomes(answer) == [("Bo Ek", "seat")]


def test_who_has_a_seat_at_another_venue_is_an_error_that_names_it(client, cast, pool, chief):
    other = make_pool(pool.venue.occasion, 5, name="Umeå")
    register(person=cast.anna, pool=other)
    answer = send(client, pool, people=[cast.anna])
    assert says(answer) == ["That person already has a place here: Umeå – Participant."]


def test_who_finds_it_full_queues_in_the_order_of_the_list(client, cast, pool, chief):
    pool.capacity = 1
    pool.save()
    assert "Full: your staff go to the waiting list" not in client.get(door(pool)).content.decode()
    answer = send(client, pool, "all", [cast.anna, cast.bo])
    assert outcomes(answer) == [("Anna Ås", "seat"), ("Bo Ek", "queue")]
    assert "Full: your staff go to the waiting list" in client.get(door(pool)).content.decode()
    assert list(audit()) == []


def test_without_a_waiting_list_a_full_venue_cannot_be_chosen(client, cast, pool, chief):
    type(pool).objects.filter(pk=pool.pk).update(capacity=0)
    type(pool.venue.occasion).objects.update(waiting_list=False)
    answer = send(client, pool, "all", [cast.anna])
    assert "pool" in answer.context["form"].errors
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("approver", "outcome", "state"),
    [("manager", "seat", "confirmed"), ("organiser", "asked", "queued")],
)
def test_a_managers_registering_is_their_yes_where_managers_approve(
    client, cast, pool, chief, approver, outcome, state
):
    type(pool.venue.occasion).objects.update(intake="approval", approver=approver)
    assert outcomes(send(client, pool, "all", [cast.anna])) == [("Anna Ås", outcome)]
    assert Registration.objects.get().state == state


def test_nobody_approves_themselves_by_registering_themselves(client, cast, pool, chief):
    type(pool.venue.occasion).objects.update(intake="approval")
    assert outcomes(send(client, pool, "all", [chief])) == [("Luleå Chef", "asked")]
    assert Registration.objects.get().approve_by is not None


def test_who_waits_for_a_yes_is_not_said_to_stand_on_the_waiting_list(client, cast, pool, chief):
    type(pool.venue.occasion).objects.update(intake="approval", approver="organiser")
    send(client, pool, "all", [cast.anna])
    person = reverse("progress:reports_person", args=[cast.anna.pk])
    for path in (door(pool), person):
        page = client.get(path).content.decode()
        assert "Waits for approval" in page
        assert "On the waiting list" not in page


def test_who_works_at_two_schools_goes_for_the_managers(client, cast, pool):
    client.force_login(cast.other_chief)
    send(client, pool, "all", [cast.didrik])
    assert Registration.objects.get().workplace == cast.county.pitea_school


def test_the_ticked_are_kept_while_one_searches_and_turns_pages(client, cast, pool, chief):
    for number in range(40):
        make_member(f"Lärare {number:02}", cast.county.lulea_school)
    found = send(client, pool, "search", [cast.anna], "x@example.org", search="bo")
    assert [one.name for one in found.context["ticked"]] == ["Anna Ås"]
    assert [one.name for one in found.context["found"]] == ["Bo Ek"]
    page = found.content.decode()
    assert re.search(rf'name="person" value="{cast.anna.pk}" checked', page)
    assert "x@example.org" in page
    second = send(client, pool, "page-2", [cast.anna, cast.bo])
    assert len(second.context["ticked"]) == 2
    assert second.context["leaf"].number == 2
    assert "Ylva" not in page + second.content.decode()


def test_back_from_the_preview_nothing_is_lost(client, cast, pool, chief):
    answer = send(client, pool, "back", [cast.anna], "nej@example.org")
    assert [one.name for one in answer.context["ticked"]] == ["Anna Ås"]
    assert "nej@example.org" in answer.content.decode()


def test_with_nobody_and_no_seats_chosen_it_says_what_is_missing(client, cast, pool, chief):
    make_pool(pool.venue.occasion, 5, name="Umeå")
    page = client.post(door(pool), {"do": "preview"}).content.decode()
    assert "Choose the seats." in page
    assert "Choose somebody, or paste an address." in page


def test_too_many_at_once_are_refused(client, cast, pool, chief, monkeypatch):
    monkeypatch.setattr("progress.forms.staff.MOST", 2)
    answer = send(client, pool, "all", [cast.anna, cast.bo, cast.didrik])
    assert "At most 2 people at once." in answer.content.decode()
    assert not Registration.objects.exists()


def test_after_the_deadline_nothing_is_asked(client, cast, pool, chief):
    type(pool.venue.occasion).objects.update(closes_at=timezone.now() - timedelta(days=1))
    page = client.get(door(pool)).content.decode()
    assert "Registration closed on" in page
    assert 'name="do"' not in page
    send(client, pool, "all", [cast.anna])
    assert not Registration.objects.exists()


def test_only_managers_come_in(client, cast, pool):
    assert client.get(door(pool)).url.startswith("/accounts/login/")
    client.force_login(cast.anna)
    assert client.get(door(pool)).status_code == 403
    assert send(client, pool, "all", [cast.bo]).status_code == 403
    client.force_login(cast.chief)
    assert client.put(door(pool)).status_code == 405
    assert client.get("/staff/0/", follow=True).status_code == 404
    assert not Registration.objects.exists()


def test_choosing_costs_the_same_with_one_and_with_thirty(
    client, cast, pool, chief, django_assert_num_queries, django_assert_max_num_queries
):
    Membership.objects.filter(person=cast.bo).delete()
    client.get(door(pool))
    with django_assert_max_num_queries(16) as few:
        client.get(door(pool))
    for number in range(30):
        register(
            person=make_member(f"L {number:02}", cast.county.lulea_school), pool=pool, wait=True
        )
    with django_assert_num_queries(len(few)):
        client.get(door(pool))


def test_a_manager_finds_the_way_on_the_courses_page(client, cast):
    occasion = make_occasion(make_course("vag"), ends_on=SOON, begins_on=SOON)
    pool = make_pool(occasion)
    occasion.course.save_revision().publish()
    for who, is_there in ((cast.chief, True), (cast.anna, False)):
        client.force_login(who)
        page = client.get("/courses/vag/", follow=True).content.decode()
        assert (f'href="{door(pool)}"' in page) is is_there
