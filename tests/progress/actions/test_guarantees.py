"""Seats kept for an organisation until a day: given to its own, and to nobody else before that."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from courses.models import Meeting
from progress.actions.register import register
from progress.actions.register_staff import register_staff
from progress.actions.release_guarantee import release_guarantee
from progress.actions.release_guarantees import release_guarantees
from progress.actions.save_guarantee import save_guarantee
from progress.actions.withdraw import withdraw
from progress.models import Guarantee, Message, Registration
from progress.reports.audit import audit
from progress.rules.offers import Refusal
from tests.progress.at_once import in_threads
from tests.progress.offers import NOW, make_occasion, make_person, make_pool
from tests.progress.staff import make_county, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
OSLO = ZoneInfo("Europe/Oslo")
RELEASE = date(2023, 4, 22)
RELEASED = datetime(2023, 4, 22, tzinfo=OSLO)  # the first moment of the day, where it takes place
BEFORE, HOUR = RELEASED - timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def county():
    return make_county()


@pytest.fixture
def pool():
    """Three seats, of an occasion on 27 April."""
    pool = make_pool(make_occasion(begins_on=date(2023, 4, 27)), 3)
    Meeting.objects.create(occasion=pool.venue.occasion, day=date(2023, 4, 27))
    return pool


def keep(pool, organisation, seats=2, on=RELEASE, now=NOW) -> Guarantee:
    return save_guarantee(pool=pool, organisation=organisation, seats=seats, release_on=on, now=now)


def enter(name, pool, *schools, now=NOW, **asked) -> Registration:
    return register(person=make_member(name, *schools), pool=pool, now=now, **asked)


def refused(deed) -> str:
    with pytest.raises(Refusal) as caught:
        deed()
    return caught.value.code


def states(*registrations) -> list[str]:
    for one in registrations:
        one.refresh_from_db()
    return [one.state for one in registrations]


def test_the_release_is_the_first_moment_of_its_day_in_the_occasions_zone(pool, county):
    assert keep(pool, county.lulea).release_at == RELEASED


def test_until_the_day_they_are_for_the_organisation_and_below_and_for_nobody_else(pool, county):
    keep(pool, county.lulea)
    assert enter("Else Where", pool, county.pitea_school).state == "confirmed"
    late = BEFORE
    assert refused(lambda: enter("Too Late", pool, county.pitea_school, now=late)) == "full"
    assert refused(lambda: enter("No School", pool, now=late)) == "full"
    assert enter("Own One", pool, county.lulea_school, now=late).state == "confirmed"
    assert enter("Own Two", pool, county.lulea, now=late).state == "confirmed"
    assert list(audit(now=late)) == []


def test_from_its_first_moment_they_are_for_everyone(pool, county):
    keep(pool, county.lulea, 3)
    assert refused(lambda: enter("Too Early", pool, county.pitea_school, now=BEFORE)) == "full"
    assert enter("In Time", pool, county.pitea_school, now=RELEASED).state == "confirmed"


def test_own_people_take_the_free_seats_too_when_theirs_are_used(pool, county):
    keep(pool, county.lulea, 1)
    for name in ("Own One", "Own Two", "Own Three"):
        assert enter(name, pool, county.lulea_school).state == "confirmed"


def test_whoever_finds_only_kept_seats_waits_and_own_people_pass_them(pool, county):
    keep(pool, county.lulea, 3)
    waits = enter("Else Where", pool, county.pitea_school, wait=True)
    own = enter("Own One", pool, county.lulea_school, now=NOW + HOUR, wait=True)
    assert states(waits, own) == ["queued", "confirmed"]
    assert list(audit(now=NOW + HOUR)) == []


def test_a_seat_given_back_is_kept_again(pool, county):
    keep(pool, county.lulea, 3)
    own = enter("Own One", pool, county.lulea_school)
    waits = enter("Else Where", pool, county.pitea_school, wait=True)
    withdraw(registration=own, now=NOW + HOUR)
    assert states(waits) == ["queued"]
    assert list(audit(now=NOW + HOUR)) == []


def test_staff_registered_by_their_manager_have_the_kept_seats(pool, county):
    keep(pool, county.lulea_school, 2)
    enter("Else Where", pool, county.pitea_school)
    chief = make_member("Chef", county.lulea_school, role="manager")
    people = [(make_member(f"Own {n}", county.lulea_school), county.lulea_school) for n in "123"]
    lines = register_staff(people=people, pool=pool, by=chief, now=NOW)
    assert [line.registration.state for line in lines] == ["confirmed", "confirmed", "queued"]


def released(pool, county, now=RELEASED):
    keep(pool, county.lulea, 3)
    first = enter("Else One", pool, county.pitea_school, wait=True)
    second = enter("Else Two", pool, county.pitea_school, now=NOW + HOUR, wait=True)
    return first, second


def test_released_seats_are_offered_to_the_queue_once(pool, county):
    waiting = released(pool, county)
    assert release_guarantees(now=BEFORE) == 0
    assert states(*waiting) == ["queued", "queued"]
    assert release_guarantees(now=RELEASED) == 1
    assert states(*waiting) == ["offered", "offered"]
    assert release_guarantees(now=RELEASED + HOUR) == 0
    assert Message.objects.filter(kind="offered").count() == 2
    assert list(audit(now=RELEASED + HOUR)) == []


def test_the_head_comes_first(pool, county):
    waiting = released(pool, county)
    for name in ("Own One", "Own Two"):
        enter(name, pool, county.lulea_school)
    release_guarantees(now=RELEASED)
    assert states(*waiting) == ["offered", "queued"]
    assert list(audit(now=RELEASED)) == []


@pytest.mark.django_db(transaction=True)
def test_released_by_two_at_once_they_are_offered_once(pool, county):
    waiting = released(pool, county)
    deeds = [lambda: release_guarantees(now=RELEASED)] * 4
    assert in_threads(deeds) == {"done": 4}
    assert states(*waiting) == ["offered", "offered"]
    assert Message.objects.filter(kind="offered").count() == 2
    assert list(audit(now=RELEASED)) == []


def test_released_by_hand_it_is_done_once(pool, county):
    waiting = released(pool, county)
    guarantee = Guarantee.objects.get()
    assert release_guarantee(guarantee=guarantee, now=NOW + HOUR) is True
    assert states(*waiting) == ["offered", "offered"]
    assert release_guarantee(guarantee=guarantee, now=NOW + 2 * HOUR) is False
    assert release_guarantees(now=RELEASED) == 0
    assert list(audit(now=NOW + HOUR)) == []


def test_kept_anew_after_a_release_it_is_the_same_row(pool, county):
    guarantee = keep(pool, county.lulea)
    release_guarantee(guarantee=guarantee, now=NOW)
    again = keep(pool, county.lulea, 1)
    assert (again.pk, again.seats, again.released_at) == (guarantee.pk, 1, None)


def test_what_is_kept_less_is_offered_to_the_queue(pool, county):
    waiting = released(pool, county)
    keep(pool, county.lulea, 2, now=NOW + 2 * HOUR)
    assert states(*waiting) == ["offered", "queued"]
    assert list(audit(now=NOW + 2 * HOUR)) == []


def test_what_cannot_be_promised_is_refused(pool, county):
    keep(pool, county.lulea, 2)
    assert refused(lambda: keep(pool, county.pitea, 2)) == "too_many"
    assert refused(lambda: keep(pool, county.county, 1)) == "overlaps"
    assert refused(lambda: keep(pool, county.lulea_school, 1)) == "overlaps"
    assert refused(lambda: keep(pool, county.pitea, 1, on=date(2023, 4, 19))) == "past"
    assert refused(lambda: keep(pool, county.pitea, 1, on=date(2023, 4, 28))) == "too_late"
    assert keep(pool, county.pitea, 1, on=date(2023, 4, 27)).seats == 1
    endless = make_pool(pool.venue.occasion, None, name="Digitalt")
    assert refused(lambda: keep(endless, county.lulea, 1)) == "unlimited"
    assert Guarantee.objects.count() == 2


def test_what_was_released_is_in_nobodys_way(pool, county):
    release_guarantee(guarantee=keep(pool, county.lulea, 3), now=NOW)
    assert keep(pool, county.lulea_school, 3).seats == 3


def test_nobody_without_an_organisation_is_counted_as_its_own(pool, county):
    keep(pool, county.lulea, 3)
    assert refused(lambda: register(person=make_person(), pool=pool, now=NOW)) == "full"


@pytest.mark.django_db(transaction=True)
def test_two_who_keep_the_last_seats_at_once_do_not_keep_them_twice(pool, county):
    deeds = [lambda: keep(pool, county.lulea, 2), lambda: keep(pool, county.pitea, 2)]
    assert in_threads(deeds) == {"done": 1, "too_many": 1}
    assert Guarantee.objects.get().seats == 2
