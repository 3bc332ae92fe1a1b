from datetime import UTC, date, datetime

import pytest

from courses.rules.changes import Changes, MeetingThen, OccasionThen, VenueThen, compare

DAY = MeetingThen(day=date(2022, 10, 28))
TIMED = MeetingThen(
    starts_at=datetime(2022, 10, 28, 8, tzinfo=UTC), ends_at=datetime(2022, 10, 28, 12, tzinfo=UTC)
)
MONTH = MeetingThen(when="2022-10")
CALLED_OFF = MeetingThen(day=date(2022, 10, 28), called_off=True)
TWO = VenueThen(places=("Trondheim", "Stjørdal"))
ONE = VenueThen(places=("Stjørdal",))


def meetings(before: dict, after: dict) -> Changes:
    return compare(OccasionThen(meetings=before), OccasionThen(meetings=after))


def venues(before: dict, after: dict) -> Changes:
    return compare(OccasionThen(venues=before), OccasionThen(venues=after))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({1: DAY}, {1: DAY}, Changes()),
        ({1: DAY}, {1: TIMED}, Changes(moved={1})),
        ({1: DAY}, {1: MeetingThen(venue=4, day=DAY.day)}, Changes(moved={1}, was={1: DAY})),
        (
            {1: MeetingThen(venue=3, day=DAY.day)},
            {1: MeetingThen(venue=4, day=DAY.day, called_off=True)},
            Changes(called_off={1}, was={1: MeetingThen(venue=3, day=DAY.day)}),
        ),
        ({1: TIMED}, {1: DAY}, Changes(moved={1})),
        ({1: TIMED}, {1: MONTH}, Changes(moved={1}, undated={1}, was={1: TIMED})),
        ({1: DAY}, {1: MONTH}, Changes(moved={1}, undated={1}, was={1: DAY})),
        ({1: MONTH}, {1: DAY}, Changes(moved={1})),
        ({1: MONTH}, {1: MeetingThen(when="2022-11")}, Changes(moved={1})),
        ({1: CALLED_OFF}, {1: MONTH}, Changes(added={1})),
        ({1: DAY}, {1: DAY, 2: TIMED}, Changes(added={2})),
        ({1: DAY}, {1: CALLED_OFF}, Changes(called_off={1})),
        ({1: CALLED_OFF}, {1: CALLED_OFF}, Changes()),
        ({1: CALLED_OFF}, {1: TIMED}, Changes(added={1})),
        ({1: DAY}, {}, Changes()),
        ({}, {1: CALLED_OFF}, Changes()),
    ],
)
def test_what_became_of_a_meeting(before, after, told):
    assert meetings(before, after) == told


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({1: TWO}, {1: TWO}, Changes()),
        ({1: TWO}, {1: ONE}, Changes(venues={1}, decided={1})),
        ({1: VenueThen()}, {1: ONE}, Changes(venues={1}, decided={1})),
        ({1: ONE}, {1: TWO}, Changes(venues={1})),
        ({1: ONE}, {1: VenueThen(places=("Oslo",))}, Changes(venues={1})),
        ({1: ONE}, {1: VenueThen(places=("Stjørdal",), address="Kimen")}, Changes(venues={1})),
        ({1: TWO}, {1: VenueThen(kind="online")}, Changes(venues={1})),
        ({1: ONE}, {1: ONE, 2: TWO}, Changes()),
        ({1: ONE}, {}, Changes()),
    ],
)
def test_what_became_of_a_venue(before, after, told):
    assert venues(before, after) == told


def test_nothing_changed_is_nothing_to_say():
    assert not compare(OccasionThen({1: DAY}, {1: TWO}), OccasionThen({1: DAY}, {1: TWO}))
    assert venues({1: TWO}, {1: ONE})


@pytest.mark.parametrize(
    ("was_at", "now_at", "left"),
    [(3, 4, {3}), (None, 4, {3, 5}), (3, None, set()), (4, 3, {4})],
)
def test_whose_calendar_a_meeting_has_left(was_at, now_at, left):
    changes = Changes(moved={1}, was={1: MeetingThen(venue=was_at)})
    assert {venue for venue in (3, 4, 5) if changes.left(1, venue, now_at)} == left
    assert not changes.left(2, 3, 4)


@pytest.mark.parametrize(
    ("was_at", "now_at", "left"),
    [(3, 3, {3}), (3, 4, {3}), (None, None, {3, 4, 5}), (4, None, {4})],
)
def test_what_has_no_day_any_more_leaves_the_calendars_of_who_was_to_be_there(was_at, now_at, left):
    changes = Changes(moved={1}, undated={1}, was={1: MeetingThen(venue=was_at, day=DAY.day)})
    assert {venue for venue in (3, 4, 5) if changes.left(1, venue, now_at)} == left
