"""What organisers and managers do for others."""

from datetime import timedelta

import pytest

from progress.actions.add_by_hand import add_by_hand
from progress.actions.register import register
from progress.actions.register_staff import register_staff
from progress.actions.withdraw import withdraw
from progress.models import Message, Registration, Transition
from progress.rules.offers import Refusal
from tests.progress.offers import NOW, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "audited")]


@pytest.fixture
def organiser():
    return make_person("Organ Isatör")


def test_after_the_deadline_the_organiser_adds_and_it_is_recorded(organiser):
    pool = make_pool(make_occasion(closes_at=NOW - timedelta(days=1)))
    with pytest.raises(Refusal):
        register(person=make_person(), pool=pool, now=NOW)
    place = add_by_hand(person=make_person("Bo Dahl"), pool=pool, by=organiser, now=NOW)
    change = Transition.objects.get(registration=place)
    assert (place.state, change.by, change.why) == ("confirmed", organiser, "added by hand")
    assert Message.objects.get().kind == "registered"


def test_a_full_room_stays_full_unless_a_chair_is_brought(organiser):
    pool = make_pool(capacity=1)
    register(person=make_person(), pool=pool, now=NOW)
    bo = make_person("Bo Dahl")
    with pytest.raises(Refusal) as caught:
        add_by_hand(person=bo, pool=pool, by=organiser, now=NOW)
    assert caught.value.code == "full"
    add_by_hand(person=bo, pool=pool, by=organiser, make_room=True, now=NOW)
    pool.refresh_from_db()
    assert (pool.capacity, pool.taken) == (2, 2)


def test_who_waits_has_the_seat_by_the_row_that_they_have(organiser):
    pool = make_pool(capacity=1)
    register(person=make_person(), pool=pool, now=NOW)
    bo = make_person("Bo Dahl")
    waits = register(person=bo, pool=pool, wait=True, now=NOW)
    added = add_by_hand(person=bo, pool=pool, by=organiser, make_room=True, now=NOW)
    again = add_by_hand(person=bo, pool=pool, by=organiser, make_room=True, now=NOW)
    pool.refresh_from_db()
    assert (added.pk, again.pk, pool.taken) == (waits.pk, waits.pk, 2)


def test_a_group_that_waits_is_added_with_all_its_people_whatever_number_is_said(organiser):
    pool = make_pool(None, 4, kind="group", name="Egen gruppe")
    first = {"headcount": 3, "group_name": "Sunnfjord"}
    register(person=make_person(), pool=pool, now=NOW, **first)
    bo = make_person("Bo Dahl")
    group = register(person=bo, pool=pool, wait=True, now=NOW, headcount=2, group_name="Fjord")
    asked = {"person": bo, "pool": pool, "by": organiser, "now": NOW, "group_name": "Fjord"}
    with pytest.raises(Refusal) as caught:
        add_by_hand(**asked, headcount=1)
    assert caught.value.code == "too_few"
    assert add_by_hand(**asked, headcount=1, make_room=True) == group
    pool.refresh_from_db()
    assert (pool.taken, pool.capacity) == (5, 5)


def test_nobody_is_added_twice_to_an_occasion(organiser):
    occasion = make_occasion()
    ane = make_person()
    register(person=ane, pool=make_pool(occasion), now=NOW)
    with pytest.raises(Refusal) as caught:
        add_by_hand(person=ane, pool=make_pool(occasion, name="Førde"), by=organiser, now=NOW)
    assert caught.value.code == "seated_elsewhere"


def test_who_is_offered_a_seat_here_and_has_one_elsewhere_is_given_this_one(organiser):
    occasion = make_occasion()
    oslo, bergen = make_pool(occasion, 1), make_pool(occasion, 1, name="Bergen")
    ane = register(person=make_person(), pool=oslo, now=NOW)
    bo = make_person("Bo Dahl")
    elsewhere = register(person=bo, pool=bergen, now=NOW)
    waits = register(person=make_person("Cia Ek"), pool=bergen, wait=True, now=NOW)
    offered = register(person=bo, pool=oslo, wait=True, now=NOW)
    withdraw(registration=ane, now=NOW)
    added = add_by_hand(person=bo, pool=oslo, by=organiser, now=NOW)
    for row in (elsewhere, waits):
        row.refresh_from_db()
    assert (added.pk, added.state) == (offered.pk, "confirmed")
    assert (elsewhere.state, waits.state) == ("withdrawn", "offered")


@pytest.fixture
def staff():
    return [(make_person(f"Lärar {n}"), None) for n in range(3)]


def test_a_managers_staff_have_seats_and_the_rest_waits(organiser, staff):
    pool = make_pool(capacity=2)
    lines = register_staff(people=staff, pool=pool, by=organiser, now=NOW)
    assert [line.registration.state for line in lines] == ["confirmed", "confirmed", "queued"]
    assert set(Transition.objects.values_list("by", flat=True)) == {organiser.pk}


def test_one_wrong_line_registers_nobody_unless_only_the_good_ones_are_wanted(organiser, staff):
    occasion = make_occasion()
    pool = make_pool(occasion)
    register(person=staff[1][0], pool=make_pool(occasion, name="Førde"), now=NOW)
    lines = register_staff(people=staff, pool=pool, by=organiser, now=NOW)
    assert [line.refusal and line.refusal.code for line in lines] == [
        None, "seated_elsewhere", None,
    ]  # fmt: skip
    assert Registration.objects.filter(pool=pool).count() == 0
    register_staff(people=staff, pool=pool, by=organiser, only_good=True, now=NOW)
    assert Registration.objects.filter(pool=pool).count() == 2


def test_the_preview_is_exact_and_changes_nothing(organiser, staff):
    pool = make_pool(capacity=1)
    lines = register_staff(people=staff, pool=pool, by=organiser, dry_run=True, now=NOW)
    assert [line.registration.state for line in lines] == ["confirmed", "queued", "queued"]
    assert (Registration.objects.count(), Message.objects.count()) == (0, 0)
