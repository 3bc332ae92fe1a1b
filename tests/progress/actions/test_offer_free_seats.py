"""Seats that somebody can have, though nobody gave one back just now: run_due offers them."""

from datetime import timedelta

import pytest

from courses.actions.announce_changes import announce_changes
from courses.models import Meeting, Occasion
from progress.actions.offer_free_seats import offer_free_seats
from progress.actions.place_organisation import place_organisation
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import Guarantee, Membership, Organisation
from tests.progress.offers import NOW, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "audited")]
DAY = timedelta(days=1)


@pytest.fixture
def full():
    """One seat, which Ane has; Bo waits for it."""
    pool = make_pool(capacity=1)
    seated = register(person=make_person(), pool=pool, now=NOW)
    return seated, register(person=make_person("Bo Dahl"), pool=pool, wait=True, now=NOW)


def is_offered(registration) -> bool:
    registration.refresh_from_db()
    return registration.state == "offered"


def test_a_seat_given_back_while_the_course_was_unpublished_is_offered_when_it_is_back(full):
    seated, waits = full
    course = seated.occasion.course
    course.save_revision().publish()
    course.unpublish()
    withdraw(registration=seated, now=NOW)
    assert offer_free_seats(now=NOW) == 0
    course.save_revision().publish()
    assert offer_free_seats(now=NOW) == 1
    assert is_offered(waits)
    assert offer_free_seats(now=NOW) == 0


def test_a_seat_given_back_on_the_day_is_offered_when_it_begins_later(full):
    seated, waits = full
    begins = NOW - timedelta(hours=1)
    meeting = Meeting.objects.create(
        occasion=seated.occasion, starts_at=begins, ends_at=begins + 2 * (NOW - begins)
    )
    withdraw(registration=seated, now=NOW)
    assert offer_free_seats(now=NOW) == 0
    with announce_changes(occasion_id=seated.occasion_id):
        Meeting.objects.filter(pk=meeting.pk).update(
            starts_at=begins + 3 * DAY, ends_at=begins + 4 * DAY
        )
    assert offer_free_seats(now=NOW) == 1
    assert is_offered(waits)


def test_a_school_that_comes_to_a_county_has_the_seats_that_are_kept_for_it():
    county = Organisation.add_root(name="Norrbotten", kind="county")
    school = Organisation.add_root(name="Kulturskolan", kind="school")
    pool = make_pool(capacity=1)
    Guarantee.objects.create(pool=pool, organisation=county, seats=1, release_at=NOW + 5 * DAY)
    bo = make_person("Bo Dahl")
    Membership.objects.create(person=bo, organisation=school)
    waits = register(person=bo, pool=pool, wait=True, now=NOW)
    assert offer_free_seats(now=NOW) == 0
    place_organisation(organisation=school, parent=county)
    assert offer_free_seats(now=NOW) == 1
    assert is_offered(waits)


def test_a_group_too_large_for_what_is_left_holds_nobody_up():
    pool = make_pool(capacity=3, kind="group")
    register(person=make_person(), pool=pool, headcount=2, group_name="Vi", now=NOW)
    bo = make_person("Bo Dahl")
    register(person=bo, pool=pool, headcount=2, group_name="To", wait=True, now=NOW)
    version = Occasion.objects.get().lock_version
    assert offer_free_seats(now=NOW) == 0
    assert Occasion.objects.get().lock_version == version


def test_what_is_over_costs_one_query_for_ever_after(full, django_assert_num_queries):
    seated, _waits = full
    seated.occasion.course.unpublish()
    withdraw(registration=seated, now=NOW)
    with django_assert_num_queries(1):
        assert offer_free_seats(now=NOW + 365 * DAY) == 0
