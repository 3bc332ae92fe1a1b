import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.rules.attendance import (
    Attended,
    best,
    may_mark,
    presence,
    read_hours,
    share,
    written_hours,
)

MEETINGS = st.lists(
    st.builds(
        Attended,
        length=st.integers(0, 600),
        minutes=st.integers(0, 600),
        is_asked=st.booleans(),
    ),
    max_size=6,
)


def test_the_occasion_with_the_best_share_counts():
    assert best([(60, 120), (100, 120), (200, 600)]) == (100, 120)
    assert best([(60, 60), (120, 120)]) == (120, 120)
    assert best([]) == (0, 0)


def test_nobody_was_there_for_longer_than_the_meeting():
    assert presence([Attended(60, 90), Attended(60)]) == (60, 120)


def test_a_meeting_of_unknown_length_is_as_long_as_somebody_was_there():
    assert presence([Attended(0, 300), Attended(0)]) == (300, 300)


def test_what_was_attended_elsewhere_counts_and_is_not_asked_for():
    assert presence([Attended(60, 60, is_asked=False), Attended(60)]) == (60, 60)


@given(st.lists(MEETINGS, min_size=1, max_size=4), st.data())
def test_more_attendance_never_makes_less(occasions, data):
    before = share(*best(presence(one) for one in occasions))
    where = data.draw(st.integers(0, len(occasions) - 1))
    if not occasions[where]:
        return
    which = data.draw(st.integers(0, len(occasions[where]) - 1))
    was = occasions[where][which]
    more = was.minutes + data.draw(st.integers(0, 300))
    occasions[where][which] = Attended(was.length, more, was.is_asked)
    assert share(*best(presence(one) for one in occasions)) >= before


@given(MEETINGS)
def test_never_more_is_attended_than_planned(meetings):
    attended, planned = presence(meetings)
    assert 0 <= attended <= planned


def mark(**fields):
    known = {"is_confirmed": True, "is_its_meeting": True, "is_called_off": False}
    refusal = may_mark(**known | {"minutes": 60, "length": 180} | fields)
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, ""),
        ({"minutes": None}, ""),
        ({"minutes": 180}, ""),
        ({"minutes": 181}, "too_long"),
        ({"minutes": 900, "length": 0}, ""),
        ({"minutes": 1441, "length": 0}, "too_long"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": -1}, "minutes"),
        ({"is_confirmed": False}, "no_place"),
        ({"is_its_meeting": False}, "meeting"),
        ({"is_called_off": True}, "called_off"),
        ({"is_earned": True, "was": 90}, "earned"),
        ({"is_earned": True, "was": 60}, ""),
        ({"is_earned": True, "was": 60, "minutes": None}, "earned"),
        ({"is_earned": True, "was": None, "minutes": None}, ""),
    ],
)
def test_what_can_be_marked(fields, code):
    assert mark(**fields) == code


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("6:30", 390),
        ("3", 180),
        ("2,5", 150),
        ("2.25", 135),
        (" 0:45 ", 45),
        ("0", 0),
        ("", None),
        ("6:75", None),
        ("-1", None),
        ("all day", None),
        ("1e3", None),
    ],
)
def test_hours_are_read_as_people_write_them(text, minutes):
    assert read_hours(text) == minutes


@given(st.integers(0, 24 * 60))
def test_written_hours_are_read_back(minutes):
    assert read_hours(written_hours(minutes)) == minutes
