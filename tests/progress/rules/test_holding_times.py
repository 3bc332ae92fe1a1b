from datetime import UTC, datetime, timedelta

from progress.rules.holding_times import approve_by, hold_until, remind_at

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_an_offer_stands_for_its_hours():
    assert hold_until(NOW, hours=72, starts_at=None) == NOW + 72 * HOUR
    assert hold_until(NOW, hours=72, starts_at=NOW + 100 * HOUR) == NOW + 72 * HOUR


def test_an_offer_never_outlives_the_start():
    assert hold_until(NOW, hours=72, starts_at=NOW + 5 * HOUR) == NOW + 5 * HOUR


def test_once_it_has_begun_nothing_is_offered():
    assert hold_until(NOW, hours=72, starts_at=NOW) is None
    assert hold_until(NOW, hours=72, starts_at=NOW - HOUR) is None


def test_a_request_lapses_after_its_days_or_when_it_begins():
    assert approve_by(NOW, days=14, starts_at=None) == NOW + timedelta(days=14)
    assert approve_by(NOW, days=14, starts_at=NOW + 30 * HOUR) == NOW + 30 * HOUR


def test_the_reminder_comes_halfway():
    assert remind_at(NOW, NOW + timedelta(days=14)) == NOW + timedelta(days=7)
