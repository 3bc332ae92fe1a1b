"""Places after approval: who is asked, what yes and no mean, and what nobody answers."""

from datetime import timedelta

import pytest

from progress.actions.add_by_hand import add_by_hand
from progress.actions.cancel_venue import cancel_venue
from progress.actions.decide_approval import decide_approval
from progress.actions.lapse_approvals import lapse_approvals
from progress.actions.register import register
from progress.actions.remind_approvers import remind_approvers
from progress.models import Membership, Message, OccasionStaff
from progress.rules.offers import Refusal
from tests.progress.offers import NOW, make_occasion, make_person, make_pool
from tests.progress.staff import make_county

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "audited")]
DAY = timedelta(days=1)


@pytest.fixture
def county():
    return make_county()


@pytest.fixture
def chief(county):
    person = make_person("Chefen Själv")
    Membership.objects.create(person=person, organisation=county.lulea, role="manager")
    return person


@pytest.fixture
def teacher(county):
    person = make_person("Lärar Ett")
    Membership.objects.create(person=person, organisation=county.lulea_school)
    return person


@pytest.fixture
def occasion():
    return make_occasion(intake="approval", ends_on=None)


def asked_of(kind: str = "approval_asked") -> list[str]:
    return list(Message.objects.filter(kind=kind).order_by("pk").values_list("to", flat=True))


def test_a_request_waits_takes_no_seat_and_asks_the_nearest_manager(occasion, chief, teacher):
    pool = make_pool(occasion, capacity=1)
    place = register(person=teacher, pool=pool, now=NOW)
    pool.refresh_from_db()
    assert (place.state, place.approve_by, pool.taken) == ("queued", NOW + 14 * DAY, 0)
    assert asked_of() == ["chefen.själv@example.org"]
    assert asked_of("asked") == ["lärar.ett@example.org"]


def test_nobody_says_yes_to_themselves_and_the_leader_is_asked_where_there_is_no_manager(
    occasion, county
):
    alone = make_person("Chef Ensam")
    Membership.objects.create(person=alone, organisation=county.pitea_school, role="manager")
    leader = make_person("Kurs Ledare")
    OccasionStaff.objects.create(person=leader, occasion=occasion)
    register(person=alone, pool=make_pool(occasion), now=NOW)
    assert asked_of() == ["kurs.ledare@example.org"]


def test_where_there_is_nobody_else_the_contact_of_the_course_is_asked(occasion, teacher):
    register(person=teacher, pool=make_pool(occasion), now=NOW)
    assert asked_of() == ["kurs@example.org"]


def test_yes_gives_a_seat(occasion, chief, teacher):
    pool = make_pool(occasion, capacity=1)
    place = register(person=teacher, pool=pool, now=NOW)
    decided = decide_approval(registration=place, yes=True, by=chief, now=NOW + DAY)
    pool.refresh_from_db()
    assert (decided.state, decided.approve_by, pool.taken) == ("confirmed", None, 1)
    assert asked_of("approved") == ["lärar.ett@example.org"]


def test_yes_where_it_is_full_is_a_place_in_the_queue(occasion, chief, teacher):
    pool = make_pool(occasion, capacity=0)
    place = register(person=teacher, pool=pool, now=NOW)
    assert decide_approval(registration=place, yes=True, by=chief, now=NOW).state == "queued"
    assert asked_of("queued") == ["lärar.ett@example.org"]


def test_no_ends_it_with_the_reason(occasion, chief, teacher):
    place = register(person=teacher, pool=make_pool(occasion), now=NOW)
    decided = decide_approval(
        registration=place, yes=False, by=chief, why="We have no substitute.", now=NOW
    )
    assert decided.state == "rejected"
    assert "We have no substitute." in Message.objects.get(kind="rejected").text


def test_what_is_decided_is_not_decided_again(occasion, chief, teacher):
    place = register(person=teacher, pool=make_pool(occasion), now=NOW)
    decide_approval(registration=place, yes=True, by=chief, now=NOW)
    with pytest.raises(Refusal) as caught:
        decide_approval(registration=place, yes=False, by=chief, now=NOW)
    assert caught.value.code == "decided"


def test_a_reminder_comes_halfway_once_and_then_it_lapses(occasion, chief, teacher):
    place = register(person=teacher, pool=make_pool(occasion), now=NOW)
    assert remind_approvers(now=NOW + 7 * DAY - timedelta(seconds=1)) == 0
    assert remind_approvers(now=NOW + 7 * DAY) == 1
    assert remind_approvers(now=NOW + 8 * DAY) == 0
    assert asked_of("approval_reminder") == ["chefen.själv@example.org"]
    assert lapse_approvals(now=NOW + 14 * DAY - timedelta(seconds=1)) == 0
    assert lapse_approvals(now=NOW + 14 * DAY) == 1
    assert lapse_approvals(now=NOW + 14 * DAY) == 0
    place.refresh_from_db()
    assert place.state == "lapsed"
    assert asked_of("approval_lapsed") == ["lärar.ett@example.org"]


def test_the_manager_who_registers_somebody_has_said_yes(occasion, chief, teacher):
    place = register(person=teacher, pool=make_pool(occasion), by=chief, approved=True, now=NOW)
    assert place.state == "confirmed"


def test_who_asked_first_has_the_seat_when_both_are_approved(occasion, chief, teacher):
    pool = make_pool(occasion, capacity=1)
    first = register(person=teacher, pool=pool, now=NOW)
    second = register(person=make_person("Lärar Två"), pool=pool, now=NOW + DAY)
    decide_approval(registration=second, yes=True, by=chief, now=NOW + DAY)
    decide_approval(registration=first, yes=True, by=chief, now=NOW + DAY)
    states = [type(first).objects.get(pk=one.pk).state for one in (first, second)]
    assert states == ["queued", "confirmed"]  # a seat is not kept empty for who may get a no


def test_a_yes_is_the_choice_of_who_had_to_choose_anew(occasion, chief, teacher):
    """Asked here, then seated elsewhere by hand, whose venue is cancelled: one seat in the end."""
    asked = register(person=teacher, pool=make_pool(occasion), now=NOW)
    bergen = make_pool(occasion, name="Bergen")
    seated = add_by_hand(person=teacher, pool=bergen, by=chief, now=NOW)
    cancel_venue(venue=bergen.venue, by=chief, now=NOW)
    assert decide_approval(registration=asked, yes=True, by=chief, now=NOW).state == "confirmed"
    seated.refresh_from_db()
    assert seated.state == "withdrawn"
