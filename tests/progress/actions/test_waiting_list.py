"""The waiting list: who finds it full waits, and has the first seat that somebody gives back."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from courses.actions.set_capacity import set_capacity
from courses.models import Meeting
from progress.actions.accept_offer import accept_offer
from progress.actions.lapse_offers import lapse_offers
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import Message, Registration, Transition
from progress.rules.offers import Refusal
from tests.progress.offers import NOW, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "audited")]
HOUR = timedelta(hours=1)


@pytest.fixture
def full():
    """One seat, which Ane has; Bo and Cia wait."""
    pool = make_pool(capacity=1)
    seated = register(person=make_person("Ane Berg"), pool=pool, now=NOW)
    waiting = [
        register(person=make_person(name), pool=pool, wait=True, now=NOW + n * HOUR)
        for n, name in enumerate(("Bo Dahl", "Cia Ek"), start=1)
    ]
    return pool, seated, waiting


def states(*registrations) -> list[str]:
    for one in registrations:
        one.refresh_from_db()
    return [one.state for one in registrations]


def kinds() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def test_who_finds_it_full_waits_if_they_want_to(full):
    pool, _seated, waiting = full
    assert states(*waiting) == ["queued", "queued"]
    pool.refresh_from_db()
    assert pool.taken == 1
    with pytest.raises(Refusal) as caught:
        register(person=make_person("Dag Fos"), pool=pool, now=NOW)
    assert caught.value.code == "full"


def test_who_would_wait_and_finds_a_seat_has_it():
    place = register(person=make_person(), pool=make_pool(capacity=1), wait=True, now=NOW)
    assert place.state == "confirmed"


def test_a_seat_given_back_is_offered_to_the_head_at_once(full):
    pool, seated, (bo, cia) = full
    withdraw(registration=seated, now=NOW + 3 * HOUR)
    assert states(bo, cia) == ["offered", "queued"]
    assert bo.hold_until == NOW + 75 * HOUR
    pool.refresh_from_db()
    assert pool.taken == 1
    assert kinds() == ["registered", "queued", "queued", "withdrawn", "offered"]


def test_the_seat_that_is_accepted_is_theirs(full):
    _pool, seated, (bo, _cia) = full
    withdraw(registration=seated, now=NOW)
    assert accept_offer(registration=bo, now=NOW + HOUR).state == "confirmed"
    accept_offer(registration=bo, now=NOW + 200 * HOUR)
    bo.refresh_from_db()
    assert (bo.hold_until, Transition.objects.filter(registration=bo).count()) == (None, 3)


def test_an_offer_declined_goes_to_the_next(full):
    _pool, seated, (bo, cia) = full
    withdraw(registration=seated, now=NOW)
    withdraw(registration=bo, now=NOW + HOUR)
    assert states(bo, cia) == ["withdrawn", "offered"]


def test_an_offer_that_nobody_answers_lapses_and_goes_to_the_next(full):
    _pool, seated, (bo, cia) = full
    withdraw(registration=seated, now=NOW)
    before = NOW + 72 * HOUR - timedelta(seconds=1)
    assert (lapse_offers(now=before), states(bo)) == (0, ["offered"])
    assert lapse_offers(now=NOW + 72 * HOUR) == 1
    assert states(bo, cia) == ["lapsed", "offered"]
    assert lapse_offers(now=NOW + 72 * HOUR) == 0
    assert kinds()[-2:] == ["offer_lapsed", "offered"]


def test_an_offer_is_accepted_until_its_last_moment_and_not_in_it(full):
    _pool, seated, (bo, _cia) = full
    withdraw(registration=seated, now=NOW)
    with pytest.raises(Refusal) as caught:
        accept_offer(registration=bo, now=NOW + 72 * HOUR)
    assert caught.value.code == "lapsed"


def test_an_offer_never_outlives_the_start():
    occasion = make_occasion()
    begins = datetime(2023, 4, 20, 10, tzinfo=ZoneInfo("Europe/Oslo"))
    Meeting.objects.create(occasion=occasion, starts_at=begins, ends_at=begins + HOUR)
    pool = make_pool(occasion, capacity=1)
    seated = register(person=make_person(), pool=pool, now=NOW)
    waiting = register(person=make_person("Bo Dahl"), pool=pool, wait=True, now=NOW)
    withdraw(registration=seated, now=NOW)
    waiting.refresh_from_db()
    assert waiting.hold_until == begins


def test_nobody_is_offered_a_seat_on_the_day_itself():
    occasion = make_occasion()
    Meeting.objects.create(occasion=occasion, day=date(2023, 4, 20))
    pool = make_pool(occasion, capacity=1)
    seated = register(person=make_person(), pool=pool, now=NOW)
    waiting = register(person=make_person("Bo Dahl"), pool=pool, wait=True, now=NOW)
    withdraw(registration=seated, now=NOW + 12 * HOUR)
    assert states(waiting) == ["queued"]
    Registration.objects.filter(pk=waiting.pk).get()
    withdraw(registration=waiting, now=NOW + 12 * HOUR)


def test_more_seats_are_offered_to_who_waits(full):
    pool, _seated, waiting = full
    occasion = pool.venue.occasion
    occasion.ends_on = None  # the form's own clock is today's
    occasion.save()
    set_capacity(venue=pool.venue, role="participant", capacity=3)
    assert states(*waiting) == ["offered", "offered"]


def test_one_waits_for_a_town_and_has_a_digital_seat_meanwhile():
    occasion = make_occasion()
    town, digital = make_pool(occasion, 1), make_pool(occasion, None, name="Nett", kind="online")
    seated = register(person=make_person(), pool=town, now=NOW)
    bo = make_person("Bo Dahl")
    online = register(person=bo, pool=digital, now=NOW)
    waits = register(person=bo, pool=town, wait=True, now=NOW)
    assert states(online, waits) == ["confirmed", "queued"]
    withdraw(registration=seated, now=NOW)
    accept_offer(registration=waits, now=NOW + HOUR)
    assert states(online, waits) == ["withdrawn", "confirmed"]
    digital.refresh_from_db()
    assert digital.taken == 0
    assert kinds().count("withdrawn") == 1  # of Ane's; Bo is told once, of the seat in town


def test_an_accepted_seat_frees_the_other_for_whoever_waits_there():
    occasion = make_occasion()
    oslo, bergen = make_pool(occasion, 1), make_pool(occasion, 1, name="Bergen")
    ane = register(person=make_person("Ane Berg"), pool=oslo, now=NOW)
    bo_in_bergen = register(person=make_person("Bo Dahl"), pool=bergen, now=NOW)
    bo_for_oslo = register(person=bo_in_bergen.person, pool=oslo, wait=True, now=NOW)
    cia = register(person=make_person("Cia Ek"), pool=bergen, wait=True, now=NOW)
    withdraw(registration=ane, now=NOW)
    accept_offer(registration=bo_for_oslo, now=NOW)
    assert states(bo_in_bergen, bo_for_oslo, cia) == ["withdrawn", "confirmed", "offered"]


def test_a_group_too_large_for_the_place_does_not_wait_for_ever():
    pool = make_pool(capacity=3, kind="group")
    with pytest.raises(Refusal) as caught:
        register(person=make_person(), pool=pool, headcount=4, group_name="Vi", wait=True, now=NOW)
    assert caught.value.code == "too_large"


def test_where_there_is_no_waiting_list_nobody_waits():
    pool = make_pool(make_occasion(waiting_list=False), capacity=0)
    with pytest.raises(Refusal) as caught:
        register(person=make_person(), pool=pool, wait=True, now=NOW)
    assert caught.value.code == "no_waiting_list"


def test_leaving_the_queue_leaves_the_seats_as_they_are(full):
    pool, _seated, (bo, cia) = full
    withdraw(registration=bo, now=NOW)
    pool.refresh_from_db()
    assert (pool.taken, states(bo, cia)) == (1, ["withdrawn", "queued"])
