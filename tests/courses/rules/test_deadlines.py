from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.deadlines import (
    DeadlineError,
    closing_instant,
    closing_text,
    deadline_after_start,
    first_moment,
    is_open,
    opening_instant,
    opening_text,
)

OSLO = ZoneInfo("Europe/Oslo")
zones = st.sampled_from(
    ["Europe/Oslo", "Europe/Stockholm", "UTC", "Africa/Cairo", "America/New_York", "Asia/Kolkata"]
)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 30)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


def oslo(*parts):
    return datetime(*parts, tzinfo=OSLO)


def test_a_closing_day_counts_whole():
    assert closing_instant("2018-10-01", "Europe/Oslo") == oslo(2018, 10, 2)


def test_a_closing_minute_counts_whole():
    assert closing_instant("2018-10-01T23:59", "Europe/Oslo") == oslo(2018, 10, 2)
    assert closing_instant("2018-10-01T12:00", "Europe/Oslo") == oslo(2018, 10, 1, 12, 1)


def test_an_opening_day_means_its_first_moment():
    assert opening_instant("2018-10-01", "Europe/Oslo") == oslo(2018, 10, 1)
    assert opening_instant("2018-10-01T09:00", "Europe/Oslo") == oslo(2018, 10, 1, 9)


def test_the_last_minute_is_open_and_midnight_is_not():
    closes = closing_instant("2018-10-01", "Europe/Oslo")
    assert is_open(oslo(2018, 10, 1, 23, 59, 59), None, closes)
    assert not is_open(oslo(2018, 10, 2), None, closes)


def test_it_is_open_from_the_opening_itself():
    opens = opening_instant("2018-08-01", "Europe/Oslo")
    assert not is_open(opens - timedelta(microseconds=1), opens, None)
    assert is_open(opens, opens, None)
    assert is_open(opens, None, None)


def test_the_hour_that_occurs_twice_opens_first_and_closes_last():
    opens = opening_instant("2022-10-30T02:30", "Europe/Oslo")
    closes = closing_instant("2022-10-30T02:30", "Europe/Oslo")
    assert opens == datetime(2022, 10, 30, 0, 30, tzinfo=UTC)
    assert closes == datetime(2022, 10, 30, 1, 31, tzinfo=UTC)
    assert is_open(datetime(2022, 10, 30, 1, 15, tzinfo=UTC), opens, closes)


def test_a_time_that_the_clock_skips_is_refused_with_the_mend():
    with pytest.raises(DeadlineError) as caught:
        closing_instant("2023-03-26T02:30", "Europe/Oslo")
    assert caught.value.code == "skipped_by_the_clock"
    assert caught.value.params["mend"] == "2023-03-26T03:00"
    assert "Write 2023-03-26T03:00 instead" in str(caught.value)


def test_a_day_without_a_midnight_begins_when_the_clock_goes_on():
    opens = opening_instant("2023-04-28", "Africa/Cairo")
    assert opens.astimezone(ZoneInfo("Africa/Cairo")).isoformat() == "2023-04-28T01:00:00+03:00"
    assert closing_instant("2023-04-27", "Africa/Cairo") == opens


@pytest.mark.parametrize(
    "text",
    ["", "1 October", "2018-13-01", "2018-10-01 23:59", "2018-10-01T24:00", "2018-10",
     "0001-01-01", "9999-12-31", "9999-12-31T23:59"],
)  # fmt: skip
def test_other_words_are_refused(text):
    with pytest.raises(DeadlineError) as caught:
        closing_instant(text, "Europe/Oslo")
    assert caught.value.code == "not_a_deadline"


@pytest.mark.parametrize("zone", ["Europe/Oslo", "America/New_York"])
def test_at_the_calendar_s_ends_a_day_has_a_first_moment_too(zone):
    assert first_moment(date.min, zone) < datetime(1900, 1, 1, tzinfo=UTC)
    assert first_moment(date.max, zone) > datetime(9998, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Europe/Kiruna", "", "../etc/passwd", "Europe"])
def test_an_unknown_zone_is_refused(zone):
    with pytest.raises(DeadlineError) as caught:
        opening_instant("2018-10-01", zone)
    assert caught.value.code == "unknown_zone"


@given(moment=moments, has_time=st.booleans(), zone=zones)
def test_words_survive_the_way_there_and_back(moment, has_time, zone):
    text = f"{moment:%Y-%m-%dT%H:%M}" if has_time else f"{moment:%Y-%m-%d}"
    if has_time and is_skipped(moment, zone):
        with pytest.raises(DeadlineError, match=r"Write .* instead") as caught:
            opening_instant(text, zone)
        text = str(caught.value.params["mend"])
    opens, closes = opening_instant(text, zone), closing_instant(text, zone)
    assert opens < closes
    assert opening_text(opens, has_time, zone) == text
    assert closing_text(closes, has_time, zone) == text
    assert is_open(opens, opens, closes)
    assert not is_open(closes, opens, closes)


def is_skipped(naive, zone):
    aware = naive.replace(tzinfo=ZoneInfo(zone))
    return aware.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != naive


def test_a_deadline_may_not_pass_the_start():
    closes = closing_instant("2023-04-27", "Europe/Oslo")
    assert deadline_after_start(closes, oslo(2023, 4, 27, 10), "Europe/Oslo")
    assert not deadline_after_start(closes, oslo(2023, 4, 28, 0), "Europe/Oslo")
    assert not deadline_after_start(None, oslo(2023, 4, 27, 10), "Europe/Oslo")
    assert not deadline_after_start(closes, None, "Europe/Oslo")


def test_on_a_day_without_times_a_deadline_the_same_day_may_be_meant():
    closes = closing_instant("2023-04-27", "Europe/Oslo")
    assert not deadline_after_start(closes, date(2023, 4, 27), "Europe/Oslo")
    assert deadline_after_start(closes, date(2023, 4, 26), "Europe/Oslo")
