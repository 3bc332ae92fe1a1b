import pytest

from progress.rules.lives import LIVE, NEXT, SEATED, may_follow, seats_between


def test_what_has_ended_stays_ended():
    for state in ("rejected", "lapsed", "withdrawn", "cancelled"):
        assert NEXT[state] == ()


def test_whoever_is_live_can_always_leave():
    assert all(may_follow(state, "withdrawn") for state in LIVE)


def test_every_state_can_be_reached():
    reached, fresh = {""}, [""]
    while fresh:
        for after in NEXT[fresh.pop()]:
            if after not in reached:
                reached.add(after)
                fresh.append(after)
    assert reached == set(NEXT)


@pytest.mark.parametrize(
    ("before", "after", "seats"),
    [
        ("", "queued", 0),
        ("", "confirmed", 3),
        ("queued", "offered", 3),
        ("offered", "confirmed", 0),
        ("offered", "lapsed", -3),
        ("confirmed", "needs_choice", -3),
        ("needs_choice", "confirmed", 3),
    ],
)
def test_seats_are_held_from_the_offer_to_the_end(before, after, seats):
    assert seats_between(before, after, 3) == seats
    assert SEATED == ("offered", "confirmed")
