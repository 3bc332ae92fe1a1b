"""A query that is made once gives what the ORM gives when it is asked anew each time."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.db.models import Count, Exists, OuterRef

from courses.models import Meeting, SeatPool
from courses.reports.prepared import Prepared
from tests.progress.offers import make_occasion, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MORNING = datetime(2023, 4, 27, 7, tzinfo=UTC)
NOON = datetime(2023, 4, 27, 10, tzinfo=UTC)


def _pools(pk, at, day, uid):
    meetings = Meeting.objects.filter(occasion=OuterRef("venue__occasion"))
    return (
        SeatPool.objects.with_offer()
        .annotate(
            meets_then=Exists(meetings.filter(starts_at=at)),
            meets_that_day=Exists(meetings.filter(day=day)),
            has_meeting=Exists(meetings.filter(uid=uid)),
        )
        .filter(pk=pk)
    )


POOLS = Prepared(_pools, int, datetime, date, uuid.UUID)


@pytest.fixture
def pool():
    return make_pool(make_occasion(), 7, join_url="https://example.org/rum")


def test_an_object_comes_with_those_it_points_to_and_what_is_asked_of_it(
    pool, django_assert_num_queries
):
    occasion = pool.venue.occasion
    meeting = Meeting.objects.create(occasion=occasion, starts_at=MORNING, ends_at=NOON)
    args = (pool.pk, MORNING, date(2023, 4, 27), meeting.uid)
    POOLS.objects(*args)
    with django_assert_num_queries(1):
        (found,) = POOLS.objects(*args)
        assert (found, found.capacity, found.venue.name) == (pool, 7, "Oslo")
        assert found.venue.occasion.course.title == "Seminar"
        assert found.venue.occasion.ends_on == occasion.ends_on
    (anew,) = _pools(*args)
    for name in ("meets_then", "meets_that_day", "has_meeting"):
        assert getattr(found, name) == getattr(anew, name)
    assert (found.meets_then, found.meets_that_day, found.has_meeting) == (True, False, True)
    assert "body" in found.venue.occasion.course.get_deferred_fields()


def test_each_time_it_takes_the_values_it_is_given(pool):
    Meeting.objects.create(occasion=pool.venue.occasion, day=date(2023, 4, 27))
    other = make_pool(make_occasion(pool.venue.occasion.course, slug="nasta"), 3)
    none = uuid.uuid4()

    def ask(of, day):
        return [(one.pk, one.meets_that_day) for one in POOLS.objects(of, MORNING, day, none)]

    assert ask(pool.pk, date(2023, 4, 27)) == [(pool.pk, True)]
    assert ask(pool.pk, date(2023, 4, 28)) == [(pool.pk, False)]
    assert ask(other.pk, date(2023, 4, 27)) == [(other.pk, False)]
    assert ask(0, date(2023, 4, 27)) == []


def test_a_query_of_values_gives_rows_and_no_objects(pool):
    seats = Prepared(
        lambda venue: SeatPool.objects.filter(venue=venue).values_list("role", "capacity"), int
    )
    assert seats.rows(pool.venue_id) == [("participant", 7)]
    assert seats.row(0) is None
    with pytest.raises(TypeError):
        seats.objects(pool.venue_id)


def test_a_value_that_the_query_changes_cannot_be_put_in_later(pool):
    doubled = Prepared(lambda pk: SeatPool.objects.filter(pk=pk * 2), int)
    with pytest.raises(ValueError, match="not found"):
        doubled.objects(pool.pk)


def test_a_grouped_query_counts(pool):
    counts = Prepared(
        lambda pk: (
            SeatPool.objects.filter(pk=pk)
            .values_list("venue")
            .annotate(many=Count("pk"))
            .order_by()
        ),
        int,
    )
    assert counts.rows(pool.pk) == [(pool.venue_id, 1)]
