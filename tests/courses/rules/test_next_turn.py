from datetime import UTC, datetime, timedelta

from courses.rules.next_turn import next_turn

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_the_next_deadline_comes_first_and_one_that_is_now_has_passed():
    moments = [NOON - HOUR, NOON, NOON + 2 * HOUR, NOON + HOUR]
    assert next_turn(NOON, moments=moments, zones=["Europe/Oslo"]) == NOON + HOUR


def test_a_day_ends_at_midnight_in_the_occasions_zone():
    found = next_turn(NOON, moments=[NOON + 30 * HOUR], zones=["Europe/Stockholm"])
    assert found == datetime(2026, 6, 1, 22, tzinfo=UTC)


def test_of_two_zones_the_nearer_midnight():
    found = next_turn(NOON, moments=[], zones=["Europe/Stockholm", "Europe/Helsinki"])
    assert found == datetime(2026, 6, 1, 21, tzinfo=UTC)


def test_a_course_without_occasions_stays_for_a_day():
    assert next_turn(NOON, moments=[], zones=[]) == NOON + 24 * HOUR
