"""The one word that a reader is told of an occasion."""

from datetime import UTC, date, datetime, timedelta

import pytest

from courses.rules.occasion_status import OccasionStatus, most_hopeful, occasion_status
from courses.rules.seats import SeatState

NOW = datetime(2023, 4, 21, 21, 59, tzinfo=UTC)
TODAY = date(2023, 4, 21)
HOUR = timedelta(hours=1)


def status(state: str = "open", **facts) -> OccasionStatus:
    return occasion_status(state, **{"now": NOW, "today": TODAY} | facts)


def test_it_is_open_until_the_first_closed_moment():
    closes_at = NOW + timedelta(minutes=1)
    assert status(closes_at=closes_at) == "open"
    assert status(closes_at=closes_at, now=closes_at) == "closed"


def test_it_is_not_open_before_it_opens():
    assert status(opens_at=NOW + HOUR) == "not-yet"


@pytest.mark.parametrize(
    ("seats", "word"),
    [
        (SeatState.FULL, "full"),
        (SeatState.FEW, "few"),
        (SeatState.UNLIMITED, "open"),
        (None, "open"),
    ],
)
def test_seats_are_said_while_it_is_open(seats, word):
    assert status(seats=seats) == word


def test_what_is_over_is_finished_but_what_was_cancelled_stays_cancelled():
    yesterday = TODAY - timedelta(days=1)
    assert status(ends_on=yesterday) == "finished"
    assert status(ends_on=TODAY) == "open"
    assert status("cancelled", ends_on=yesterday) == "cancelled"


def test_a_course_is_as_hopeful_as_its_best_occasion():
    found = [OccasionStatus.CANCELLED, OccasionStatus.FULL, OccasionStatus.FEW]
    assert most_hopeful(found) == "few"
    assert most_hopeful([]) is None
