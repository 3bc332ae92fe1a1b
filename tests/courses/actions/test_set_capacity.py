import pytest

from courses.actions.set_capacity import CapacityError, set_capacity
from courses.models import Occasion, SeatPool
from tests.courses import cases
from tests.courses.announced import listening

pytestmark = pytest.mark.django_db


@pytest.fixture
def venue():
    occasion = Occasion.objects.create(course=cases.course("dag", "Dag"), slug="dag")
    return cases.venue(occasion, "oslo", 10, 4, places=["Oslo"])


@pytest.mark.parametrize("capacity", [11, None])
def test_more_seats_are_announced(venue, capacity):
    with listening() as heard:
        set_capacity(venue=venue, role="participant", capacity=capacity)
    assert heard == [venue.occasion_id]
    assert SeatPool.objects.get().capacity == capacity


@pytest.mark.parametrize("capacity", [10, 4])
def test_as_many_or_fewer_are_not(venue, capacity):
    with listening() as heard:
        set_capacity(venue=venue, role="participant", capacity=capacity)
    assert heard == []


def test_without_limit_there_is_never_more(venue):
    SeatPool.objects.update(capacity=None)
    with listening() as heard:
        set_capacity(venue=venue, role="participant", capacity=50)
    assert heard == []


def test_seats_in_a_new_role_are_announced(venue):
    with listening() as heard:
        set_capacity(venue=venue, role="observer", capacity=2)
        set_capacity(venue=venue, role="observer", capacity=0, offered=False)
    assert heard == [venue.occasion_id]
    assert SeatPool.objects.get().role == "participant"


def test_fewer_than_are_taken_is_refused_and_announces_nothing(venue):
    with listening() as heard, pytest.raises(CapacityError, match=r"Seats taken already: 4\."):
        set_capacity(venue=venue, role="participant", capacity=3)
    assert heard == []


def test_the_occasion_is_touched_before_any_pool(venue, django_assert_max_num_queries):
    before = venue.occasion.lock_version
    with django_assert_max_num_queries(30) as queries:
        set_capacity(venue=venue, role="participant", capacity=12)
    first = next(query["sql"] for query in queries if "SAVEPOINT" not in query["sql"])
    assert first.startswith('UPDATE "courses_occasion"')
    venue.occasion.refresh_from_db()
    assert venue.occasion.lock_version > before
