from datetime import UTC, datetime, timedelta

import pytest

from courses.models import Occasion
from progress.actions.add_by_hand import add_by_hand
from progress.actions.move_place import move_place
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import (
    Membership,
    Message,
    Organisation,
    Profile,
    Registration,
    State,
    Transition,
)
from progress.rules.offers import Refusal
from tests.progress.offers import (
    NOW,
    make_course,
    make_occasion,
    make_person,
    make_pool,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def refusal(**asked) -> Refusal:
    with pytest.raises(Refusal) as caught:
        register(**{"now": NOW, "person": make_person("Kari Nordmann")} | asked)
    return caught.value


def test_a_person_gets_a_seat_and_the_counter_counts_it():
    pool, ane = make_pool(capacity=2), make_person()
    before = Occasion.objects.get().lock_version
    registration = register(person=ane, pool=pool, now=NOW)
    pool.refresh_from_db()
    assert (registration.state, registration.occasion, pool.taken, pool.free) == (
        "confirmed", pool.venue.occasion, 1, 1,
    )  # fmt: skip
    assert Occasion.objects.get().lock_version == before + 1
    transition = Transition.objects.get()
    assert (transition.from_state, transition.to_state, transition.by, transition.at) == (
        "", "confirmed", ane, NOW,
    )  # fmt: skip


def test_asking_again_answers_with_the_seat_one_has():
    pool, ane = make_pool(), make_person()
    first = register(person=ane, pool=pool, now=NOW)
    again = register(person=ane, pool=pool, now=NOW + timedelta(days=30))
    pool.refresh_from_db()
    assert again == first
    assert (pool.taken, Transition.objects.count(), Message.objects.count()) == (1, 1, 1)


def test_a_full_pool_says_full_and_writes_nothing():
    pool = make_pool(capacity=1)
    register(person=make_person(), pool=pool, now=NOW)
    assert refusal(pool=pool).code == "full"
    assert Registration.objects.count() == 1


def test_a_pool_without_limit_is_never_full_and_is_counted():
    pool = make_pool(capacity=None)
    for name in ("Ane Berg", "Bo Dahl"):
        register(person=make_person(name), pool=pool, now=NOW)
    pool.refresh_from_db()
    assert (pool.taken, pool.free) == (2, None)


def test_each_role_has_seats_of_its_own():
    occasion = make_occasion()
    participants = make_pool(occasion, 1)
    observers = make_pool(occasion, 1, role="observer")
    for name, pool in (("A", participants), ("B", observers)):
        register(person=make_person(name), pool=pool, now=NOW)
    participants.refresh_from_db()
    assert participants.taken == 1
    assert refusal(pool=observers).code == "full"


def test_a_contributor_is_invited_and_added_by_the_organiser():
    occasion, ane = make_occasion(), make_person()
    seats = make_pool(occasion, 1)
    register(person=make_person("Bo Dahl"), pool=seats, now=NOW)
    contributors = make_pool(occasion, None, role="contributor")
    assert refusal(person=ane, pool=contributors, wait=True).code == "invited_only"
    added = add_by_hand(person=ane, pool=contributors, by=make_person("Liv Lien"), now=NOW)
    assert added.state == State.CONFIRMED
    seats.refresh_from_db()
    assert seats.taken == 1


def test_only_the_organiser_makes_a_contributor_of_somebody_and_one_stays_it_elsewhere():
    occasion, ane = make_occasion(), make_person()
    place = register(person=ane, pool=make_pool(occasion), now=NOW)
    oslo = make_pool(occasion, None, role="contributor")
    bergen = make_pool(occasion, None, role="contributor", name="Bergen")
    with pytest.raises(Refusal) as caught:
        move_place(registration=place, pool=oslo, now=NOW)
    assert caught.value.code == "invited_only"
    move_place(registration=place, pool=oslo, by=make_person("Liv Lien"), gives=True, now=NOW)
    moved = move_place(registration=place, pool=bergen, now=NOW)
    assert (moved.pool, moved.state) == (bergen, State.CONFIRMED)


def test_one_person_has_one_seat_in_an_occasion():
    occasion, ane = make_occasion(), make_person()
    register(person=ane, pool=make_pool(occasion, name="Oslo"), now=NOW)
    error = refusal(person=ane, pool=make_pool(occasion, name="Førde"))
    assert error.code == "seated_elsewhere"
    assert error.params["venue"] == "Oslo – Participant"


def test_a_group_takes_the_seats_of_all_its_people():
    pool = make_pool(capacity=13, kind="group", name="Egen gruppe")
    group = register(person=make_person(), pool=pool, headcount=12, group_name="Sunnfjord", now=NOW)
    pool.refresh_from_db()
    assert (group.headcount, group.group_name, pool.free) == (12, "Sunnfjord", 1)
    error = refusal(pool=pool, headcount=2, group_name="Nordfjord")
    assert (error.code, error.params["free"]) == ("too_few", 1)


@pytest.mark.parametrize(
    ("kind", "asked", "code"),
    [
        ("group", {"headcount": 3}, "group_name"),
        ("group", {"headcount": 0, "group_name": "Ingen"}, "headcount"),
        ("place", {"headcount": 3, "group_name": "Oss"}, "no_group"),
    ],
)
def test_only_a_group_is_more_than_one_and_it_has_a_name(kind, asked, code):
    assert refusal(pool=make_pool(kind=kind), **asked).code == code


CLOSES = datetime(2023, 4, 21, 22, tzinfo=UTC)  # midnight in Oslo


@pytest.mark.parametrize(
    ("occasion", "code", "says"),
    [
        ({"state": "announced"}, "announced", "not opened"),
        ({"opens_at": NOW + timedelta(hours=1), "opens_has_time": True}, "not_open_yet",
         "19 April 2023, 15:00"),
        ({"opens_at": NOW + timedelta(days=1)}, "not_open_yet", "on 20 April 2023."),
        ({"closes_at": NOW}, "closed", "on 19 April 2023. If you are late, ask kurs@example.org."),
        ({"state": "closed"}, "closed", "closed"),
        ({"state": "postponed"}, "postponed", "new date"),
        ({"state": "cancelled"}, "cancelled", "cancelled"),
        ({"state": "finished"}, "past", "over"),
        ({"ends_on": "2023-04-18"}, "past", "over"),
        ({"archived_at": NOW}, "archived", "no longer"),
        ({"intake": "application"}, "application", "write to kurs@example.org"),
        ({"applicants": "organisation"}, "application", "by application"),
    ],
)  # fmt: skip
def test_an_occasion_that_takes_nobody_says_why(occasion, code, says):
    error = refusal(pool=make_pool(make_occasion(**occasion)))
    assert error.code == code
    assert says in str(error)
    assert not Registration.objects.exists()


def test_a_deadline_is_open_to_its_last_moment_and_closed_from_the_next():
    pool = make_pool(make_occasion(closes_at=CLOSES))
    register(person=make_person(), pool=pool, now=CLOSES - timedelta(microseconds=1))
    error = refusal(pool=pool, now=CLOSES)
    assert error.code == "closed"
    assert "21 April 2023." in str(error)


def test_a_cancelled_venue_says_since_when():
    pool = make_pool(cancelled_on="2023-04-19")
    assert "19 April 2023" in str(refusal(pool=pool))


@pytest.mark.parametrize(
    ("course", "code"),
    [({"archived_at": NOW}, "archived"), ({"live": False}, "archived"),
     ({"visibility": "invited"}, "invited_only")],
)  # fmt: skip
def test_a_course_that_is_not_for_all_takes_nobody(course, code):
    assert refusal(pool=make_pool(make_occasion(make_course(**course)))).code == code


def test_the_organisation_of_that_day_is_kept():
    ane = make_person()
    county = Organisation.add_root(name="Vestland", kind="county")
    old, new = (county.add_child(name=name, kind="school") for name in ("Gamle", "Nye"))
    Membership.objects.create(person=ane, organisation=old, valid_to="2023-01-01")
    Membership.objects.create(person=ane, organisation=county, role="manager")
    Membership.objects.create(person=ane, organisation=new, valid_from="2023-01-01")
    assert register(person=ane, pool=make_pool(), now=NOW).workplace == new


def test_withdrawing_frees_the_seat_and_may_be_done_twice():
    pool, ane = make_pool(capacity=1), make_person()
    registration = register(person=ane, pool=pool, now=NOW)
    withdraw(registration=registration, now=NOW)
    again = withdraw(registration=registration, now=NOW)
    pool.refresh_from_db()
    assert (again.state, pool.taken) == ("withdrawn", 0)
    assert list(Transition.objects.values_list("from_state", "to_state")) == [
        ("", "confirmed"), ("confirmed", "withdrawn"),
    ]  # fmt: skip
    assert register(person=ane, pool=pool, now=NOW).pk != registration.pk


def test_a_group_that_withdraws_frees_all_its_seats():
    pool = make_pool(kind="group")
    group = register(person=make_person(), pool=pool, headcount=9, group_name="Vi", now=NOW)
    withdraw(registration=group, now=NOW)
    pool.refresh_from_db()
    assert pool.taken == 0


def test_what_is_over_cannot_be_withdrawn_from():
    registration = register(person=make_person(), pool=make_pool(), now=NOW)
    with pytest.raises(Refusal) as caught:
        withdraw(registration=registration, now=NOW + timedelta(days=30))
    assert caught.value.code == "past"


def test_each_change_writes_one_message_in_the_persons_language():
    ane = make_person()
    Profile.objects.create(person=ane, language="sv")
    registration = register(person=ane, pool=make_pool(), now=NOW)
    withdraw(registration=registration, now=NOW)
    told = list(Message.objects.values_list("kind", "language", "to", "registration"))
    assert told == [
        ("registered", "sv", "ane.berg@example.org", registration.pk),
        ("withdrawn", "sv", "ane.berg@example.org", registration.pk),
    ]
    assert len(set(Message.objects.values_list("message_id", flat=True))) == 2


def test_what_happened_long_ago_is_recorded_without_a_message():
    registration = register(person=make_person(), pool=make_pool(), now=NOW, tell=False)
    assert registration.created_at == NOW
    assert not Message.objects.exists()


def test_whoever_did_it_stands_in_the_history():
    manager = make_person("Liv Sand")
    register(person=make_person(), pool=make_pool(), by=manager, now=NOW)
    assert Transition.objects.get().by == manager
