from hypothesis import given
from hypothesis import strategies as st

from courses.rules.seats import Pool, SeatState, seat_state, summarise_seats

pools = st.lists(
    st.tuples(
        st.sampled_from(["Oslo", "Førde", "Trondheim", "nett"]),
        st.sampled_from(["participant", "observer", "contributor"]),
        st.one_of(st.none(), st.integers(0, 500)),
        st.integers(0, 500),
    ).map(
        lambda parts: Pool(
            venue=parts[0],
            kind="online" if parts[0] == "nett" else "place",
            role=parts[1],
            capacity=parts[2],
            taken=parts[3] if parts[2] is None else min(parts[2], parts[3]),
        )
    ),
    unique_by=lambda pool: (pool.venue, pool.role),
)


def seminar():
    return [
        Pool("Førde", "place", "participant", 210, 60),
        Pool("Oslo", "place", "participant", 400, 100),
        Pool("Trondheim", "place", "participant", 300, 18),
        Pool("Bodø", "place", "participant", 150, 40, cancelled=True),
        Pool("Digitalt", "online", "participant", None, 83),
    ]


def test_the_towns_stand_together_and_online_apart():
    summary = summarise_seats(seminar())
    assert summary.towns is not None
    assert (summary.towns.free, summary.towns.capacity) == (732, 910)
    assert [one.venue for one in summary.without_limit] == ["Digitalt"]
    assert [one.total.free for one in summary.venues] == [150, 300, 282, 110, None]


def test_a_cancelled_town_is_shown_and_not_counted():
    summary = summarise_seats(seminar())
    bodo = next(one for one in summary.venues if one.venue == "Bodø")
    assert bodo.total.state is SeatState.CANCELLED


def test_a_registration_online_lowers_no_town():
    more = [*seminar()[:-1], Pool("Digitalt", "online", "participant", None, 5000)]
    assert summarise_seats(more).towns == summarise_seats(seminar()).towns


def test_online_with_a_limit_still_stands_apart():
    summary = summarise_seats([Pool("Nett", "online", "participant", 100, 20)])
    assert summary.towns is None
    assert summary.venues[0].total.free == 80


def test_a_contributor_takes_nobodys_seat():
    mine = [*seminar(), Pool("Oslo", "place", "contributor", 10, 10)]
    assert summarise_seats(mine) == summarise_seats(seminar())


def test_observers_count_unless_asked_not_to():
    mine = [Pool(1, "place", "participant", 10, 5), Pool(1, "place", "observer", 4, 4)]
    assert summarise_seats(mine).towns.free == 5
    assert summarise_seats(mine).towns.capacity == 14
    assert [seats.state for _, seats in summarise_seats(mine).venues[0].roles] == [
        SeatState.FREE,
        SeatState.FULL,
    ]
    assert summarise_seats(mine, counted=frozenset({"participant"})).towns.capacity == 10


def test_few_are_left_only_after_somebody_took_one():
    assert seat_state(3, 0) is SeatState.FREE
    assert seat_state(4, 1) is SeatState.FEW
    assert seat_state(910, 900) is SeatState.FEW
    assert seat_state(910, 899) is SeatState.FREE
    assert seat_state(0, 0) is SeatState.FULL
    assert seat_state(None, 10**6) is SeatState.UNLIMITED


def test_an_occasion_is_full_when_every_open_venue_is():
    full = [Pool(1, "place", "participant", 5, 5), Pool(2, "place", "participant", 5, 5)]
    assert summarise_seats(full).state is SeatState.FULL
    away = Pool(3, "place", "participant", 5, 0, cancelled=True)
    assert summarise_seats([*full, away]).state is SeatState.FULL
    assert summarise_seats([away]).state is SeatState.CANCELLED
    assert summarise_seats([*full, Pool(4, "online", "participant", None, 0)]).state is (
        SeatState.UNLIMITED
    )
    assert summarise_seats([]).state is SeatState.FULL


@given(pools=pools)
def test_towns_are_the_sum_of_their_venues(pools):
    summary = summarise_seats(pools)
    towns = [
        one.total
        for one in summary.venues
        if one.kind == "place" and one.total.capacity is not None
    ]
    assert sum(one.free for one in towns) == (summary.towns.free if summary.towns else 0)
    assert sum(one.capacity for one in towns) == (summary.towns.capacity if summary.towns else 0)


@given(pools=pools)
def test_the_order_of_pools_changes_no_figure(pools):
    forwards, backwards = summarise_seats(pools), summarise_seats(reversed(pools))
    assert (forwards.towns, forwards.state) == (backwards.towns, backwards.state)
