"""Places are never sold twice, whatever runs at once: threads and processes, on both databases."""

import time
from collections import Counter
from contextlib import nullcontext
from functools import partial
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.models import Sum

from courses.models import SeatPool
from progress.actions import register as registering
from progress.actions.join_group import join_group
from progress.actions.leave_group import leave_group
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import GroupMember, Message, Registration, Transition
from progress.reports.audit import audit
from tests.progress.at_once import in_processes, in_threads
from tests.progress.offers import NOW, make_occasion, make_person, make_pool

pytestmark = pytest.mark.django_db(transaction=True)


def people(number: int) -> list:
    return [make_person(f"Person {n}") for n in range(number)]


def taking(pool, number: int, **asked) -> list:
    return [partial(register, person=one, pool=pool, now=NOW, **asked) for one in people(number)]


def check(pool, taken: int) -> None:
    """The counter, the registrations, their histories and their messages say the same."""
    pool.refresh_from_db()
    seated = Registration.objects.seated().filter(pool=pool)
    assert pool.taken == taken
    assert (seated.aggregate(people=Sum("headcount"))["people"] or 0) == taken
    assert Transition.objects.filter(registration__pool=pool, from_state="").count() == (
        Registration.objects.filter(pool=pool).count()
    )
    assert Transition.objects.count() == Message.objects.count()
    assert list(audit()) == []


@pytest.fixture
def slow_decision(monkeypatch):
    """Holds everyone between reading and writing, where a seat would be sold twice."""
    decide = registering.may_register

    def slowly(*args, **asked):
        decided = decide(*args, **asked)
        time.sleep(0.03)
        return decided

    monkeypatch.setattr(registering, "may_register", slowly)


def test_two_who_take_the_last_seat_get_one_seat_and_one_full(slow_decision):
    pool = make_pool(capacity=1)
    assert in_threads(taking(pool, 2)) == Counter({"done": 1, "full": 1})
    check(pool, 1)


def test_fifty_people_for_ten_seats_in_threads():
    pool = make_pool(capacity=10)
    assert in_threads(taking(pool, 50)) == Counter({"done": 10, "full": 40})
    check(pool, 10)


def test_fifty_people_for_ten_seats_in_processes():
    pool = make_pool(capacity=10)
    all_of_them = taking(pool, 50)
    shares = [all_of_them[first::5] for first in range(5)]
    assert in_processes(shares) == Counter({"done": 10, "full": 40})
    check(pool, 10)


def test_groups_never_take_more_seats_than_there_are(slow_decision):
    pool = make_pool(capacity=10, kind="group")
    groups = taking(pool, 6, headcount=4, group_name="Vi")
    assert in_threads(groups) == Counter({"done": 2, "too_few": 4})
    check(pool, 8)


def test_one_person_in_many_windows_has_one_registration(slow_decision):
    pool, ane = make_pool(), make_person()
    windows = [partial(register, person=ane, pool=pool, now=NOW)] * 8
    assert in_threads(windows) == Counter({"done": 8})
    check(pool, 1)


def test_one_person_in_two_towns_at_once_has_one_seat(slow_decision):
    occasion, ane = make_occasion(), make_person()
    towns = [make_pool(occasion, name=name) for name in ("Oslo", "Førde", "Trondheim")]
    tries = [partial(register, person=ane, pool=town, now=NOW) for town in towns]
    assert in_threads(tries) == Counter({"done": 1, "seated_elsewhere": 2})
    assert Registration.objects.count() == 1


def test_a_withdrawal_in_many_windows_frees_one_seat():
    pool, ane = make_pool(capacity=2), make_person()
    register(person=make_person("Bo Dahl"), pool=pool, now=NOW)
    place = register(person=ane, pool=pool, now=NOW)
    assert in_threads([partial(withdraw, registration=place, now=NOW)] * 8) == Counter(done=8)
    check(pool, 1)


def test_a_group_never_has_more_names_than_people_and_each_name_once():
    pool = make_pool(capacity=None, kind="group")
    lea = make_person("Lea Leder")
    group = register(person=lea, pool=pool, headcount=2, group_name="Vi", now=NOW)
    ane, *others = people(5)
    join = partial(join_group, registration=group, now=NOW)
    assert in_threads([partial(join, person=ane)] * 6) == Counter(done=6)
    joining = [partial(join, person=one) for one in others]
    assert in_threads(joining) == Counter(done=1, group_is_full=3)
    leave = partial(leave_group, registration=group, person=ane, now=NOW)
    assert in_threads([leave] * 6) == Counter(done=6)
    assert GroupMember.objects.count() == 1
    assert Message.objects.filter(kind="joined").count() == 2
    assert Message.objects.get(kind="group_left").person == ane
    pool.refresh_from_db()
    assert pool.taken == 2
    assert list(audit()) == []


def test_a_name_goes_while_its_group_does():
    """Whichever is first: who left hears it once, and nobody who is in no group hears of it."""
    pool = make_pool(capacity=None, kind="group")
    group = register(
        person=make_person("Lea Leder"), pool=pool, headcount=9, group_name="Vi", now=NOW
    )
    named = people(8)
    for one in named:
        join_group(registration=group, person=one, now=NOW)
    leave = partial(leave_group, registration=group, now=NOW)
    leaving = [partial(leave, person=one) for one in named]
    outcomes = in_threads([partial(withdraw, registration=group, now=NOW), *leaving])
    assert set(outcomes) <= {"done", "no_group"}
    left = Message.objects.filter(kind="group_left").values_list("person", flat=True)
    gone = Message.objects.filter(kind="group_gone").values_list("person", flat=True)
    assert sorted([*left, *gone]) == sorted(one.pk for one in named)
    assert GroupMember.objects.count() == len(gone) == outcomes["no_group"]
    assert list(audit()) == []


def test_some_come_while_others_go():
    pool = make_pool(capacity=5)
    here = [register(person=make_person(f"Gast {n}"), pool=pool, now=NOW) for n in range(5)]
    going = [partial(withdraw, registration=place, now=NOW) for place in here]
    outcomes = in_threads([*going, *taking(pool, 10)])
    assert set(outcomes) <= {"done", "full"}
    check(pool, outcomes["done"] - len(going))


@pytest.fixture
def no_check(monkeypatch):
    """The CHECK is taken out of the model too: SQLite makes the table anew from it."""
    kept = SeatPool._meta.constraints
    check = next(one for one in kept if one.name == "no_seat_sold_twice")
    monkeypatch.setattr(SeatPool._meta, "constraints", [one for one in kept if one is not check])
    with connection.schema_editor() as editor:
        editor.remove_constraint(SeatPool, check)


def test_without_the_touch_the_check_still_holds(slow_decision, monkeypatch):
    monkeypatch.setattr(registering, "touch_occasion", lambda **_occasion: None)
    pool = make_pool(capacity=1)
    assert in_threads(taking(pool, 6)) == Counter({"done": 1, "full": 5})
    check(pool, 1)


def test_without_touch_and_check_the_seat_is_oversold_so_these_tests_would_see_it(
    slow_decision, monkeypatch, no_check
):
    monkeypatch.setattr(registering, "touch_occasion", lambda **_occasion: None)
    if connection.vendor == "sqlite":
        # An IMMEDIATE transaction has the write lock from its beginning, with or without touch.
        monkeypatch.setattr(registering, "transaction", SimpleNamespace(atomic=nullcontext))
    pool = make_pool(capacity=1)
    outcomes = in_threads(taking(pool, 6))
    pool.refresh_from_db()
    assert pool.taken > pool.capacity
    assert outcomes["done"] == pool.taken
