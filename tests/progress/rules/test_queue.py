"""Who gets a free seat: in the order of the queue, and never a seat that is kept for others."""

from hypothesis import given
from hypothesis import strategies as st

from progress.rules.queue import Reserved, Seats, Waiting, all_in_line, next_in_line, place_in_queue

LULEA, PITEA = "00010001", "00010002"


def test_the_head_of_the_queue_comes_first():
    seats = Seats(capacity=10, taken=9)
    assert next_in_line(seats, [Waiting(7), Waiting(3)]) == Waiting(7)


def test_a_group_that_does_not_fit_waits_on_and_leaves_no_seat_idle():
    seats = Seats(capacity=10, taken=8)
    group, one = Waiting(1, headcount=4), Waiting(2)
    assert all_in_line(seats, [group, one]) == [one]


def test_without_limit_everybody_has_a_seat():
    queue = [Waiting(1, headcount=40), Waiting(2)]
    assert all_in_line(Seats(None, 1_000), queue) == queue


def test_seats_kept_for_a_school_are_free_for_its_people_alone():
    seats = Seats(10, 6, (Reserved(LULEA, seats=3, taken=1),))
    assert seats.free_for(LULEA + "0001") == 4
    assert seats.free_for(PITEA) == 2
    assert seats.free_for("") == 2


def test_who_has_used_up_what_was_kept_competes_as_everybody():
    seats = Seats(10, 8, (Reserved(LULEA, seats=2, taken=3), Reserved(PITEA, seats=2)))
    assert seats.free_for(LULEA) == 0
    assert seats.free_for(PITEA) == 2


def test_one_behind_in_the_queue_has_the_seat_that_is_kept_for_them():
    seats = Seats(10, 9, (Reserved(LULEA, seats=1),))
    stranger, own = Waiting(1, path=PITEA), Waiting(2, path=LULEA)
    assert all_in_line(seats, [stranger, own]) == [own]


def test_the_number_in_the_queue_begins_at_one():
    assert [place_in_queue(id, [4, 9]) for id in (4, 9, 1)] == [1, 2, 0]


paths = st.sampled_from(["", LULEA, LULEA + "0001", PITEA])
queues = st.lists(st.tuples(st.integers(1, 4), paths), max_size=12).map(
    lambda rows: [Waiting(n, *row) for n, row in enumerate(rows)]
)
reservations = st.lists(
    st.builds(Reserved, st.sampled_from([LULEA, PITEA]), st.integers(1, 4), st.integers(0, 4)),
    max_size=2,
    unique_by=lambda one: one.path,
)


@given(st.integers(0, 12), st.integers(0, 12), reservations, queues)
def test_no_more_seats_are_given_than_there_are_and_none_is_left_idle(free, taken, kept, queue):
    seats = Seats(free + taken, taken, tuple(kept))
    chosen = all_in_line(seats, queue)
    assert sum(one.headcount for one in chosen) <= free
    for one in chosen:
        seats = seats.with_seat(one)
    assert not any(seats.fits(one) for one in queue if one not in chosen)
