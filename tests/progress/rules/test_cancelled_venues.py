"""What becomes of everybody when a venue is cancelled, before anything is written."""

from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from progress.rules.cancelled_venues import Held, Target, fates_of
from progress.rules.offers import Offer
from progress.rules.queue import Reserved, Seats, Waiting
from tests.progress.offers import NOW

LULEA = "00010001"


def target(capacity: int | None, taken: int = 0, **more) -> Target:
    offer = Offer(zone=ZoneInfo("Europe/Oslo"), capacity=capacity, taken=taken)
    reserved = more.pop("reserved", ())
    return Target(offer, Seats(capacity, taken, reserved), **more)


def held(id: int, state: str = "confirmed", **more) -> Held:
    return Held(id, state, more.pop("role", "participant"), more.pop("who", (id, None)), **more)


def fates(places: list[Held], **targets: Target) -> list[str]:
    said, _seats = fates_of(places, targets, now=NOW)
    return [said[place.id] for place in places]


def test_without_a_target_who_has_a_seat_chooses_and_who_waits_waits_no_more():
    there = [held(1), held(2, "offered"), held(3, "queued")]
    assert fates(there) == ["choosing", "choosing", "waiting"]


def test_people_are_moved_in_their_order_as_far_as_seats_go():
    there = [held(1), held(2), held(3)]
    assert fates(there, participant=target(2)) == ["moved", "moved", "choosing"]
    assert fates(there, participant=target(None)) == ["moved"] * 3


def test_who_is_offered_a_seat_is_not_moved_into_one():
    assert fates([held(1, "offered"), held(2)], participant=target(9)) == ["choosing", "moved"]


def test_each_role_has_seats_of_its_own():
    there = [held(1, role="observer"), held(2)]
    assert fates(there, participant=target(9)) == ["choosing", "moved"]


def test_seats_kept_for_others_are_not_for_who_is_moved():
    own = target(2, reserved=(Reserved(LULEA, seats=2),))
    assert fates([held(1), held(2, path=LULEA + "0001")], participant=own) == ["choosing", "moved"]


def test_who_is_offered_a_seat_there_already_has_that_one():
    full = target(1, taken=1, held={(7, None): Waiting(90)})
    assert fates([held(1), held(2, who=(7, None))], participant=full) == ["choosing", "moved"]


def test_a_group_that_does_not_fit_leaves_its_seats_to_those_behind_it():
    there = [held(1, headcount=4, group_name="Vi"), held(2, headcount=2, group_name="De")]
    groups = Target(
        Offer(zone=ZoneInfo("Europe/Oslo"), capacity=3, venue_kind="group"), Seats(3, 0)
    )
    assert fates(there, participant=groups) == ["choosing", "moved"]


@given(
    st.lists(st.sampled_from(["queued", "offered", "confirmed"]), max_size=8),
    st.integers(0, 5),
    st.integers(0, 5),
)
def test_nobody_is_moved_past_the_last_seat_and_no_seat_is_left_while_one_must_choose(
    states, taken, free
):
    places = [held(number, state) for number, state in enumerate(states)]
    said, seats = fates_of(places, {"participant": target(taken + free, taken)}, now=NOW)
    moved = [fate for fate in said.values() if fate == "moved"]
    assert len(moved) == min(free, states.count("confirmed"))
    assert seats["participant"].taken == taken + len(moved)
    assert len(said) == len(states)
