"""Calendar files: to the byte where one was agreed, and else by what a reader finds in them.

The files in tests/courses/golden were read once by another reader, ical.js, as well.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.calendar import (
    Entry,
    Party,
    split_calendars,
    write_calendar,
    write_invitations,
)
from courses.rules.calendar_zones import changes, zone_definition

GOLDEN = Path(__file__).parent.parent / "golden"
OSLO = ZoneInfo("Europe/Oslo")
STAMP = datetime(2022, 9, 1, 8, tzinfo=UTC)
KURS = Party("kurs@example.org", "Kursavdelingen")


def at(number: int, starts: datetime, **fields) -> Entry:
    values = {"sequence": 0, "summary": "Samling", "stamp": STAMP, "organiser": KURS} | fields
    return Entry(
        uid=f"{number}@example.org", starts=starts, ends=starts + timedelta(hours=6), **values
    )


CLOCK_CHANGE = [
    at(1, datetime(2022, 10, 28, 10, tzinfo=OSLO), location="Ålesund"),
    at(2, datetime(2022, 11, 4, 10, tzinfo=OSLO), location="Bergen"),
    at(3, datetime(2022, 10, 30, 0, 30, tzinfo=OSLO), summary="Over natten da klokka stilles"),
]
A_DAY = [
    replace(CLOCK_CHANGE[0], starts=None, ends=None, day=date(2022, 10, 28)),
    replace(CLOCK_CHANGE[1], starts=None, ends=None, day=date(2022, 11, 4), cancelled=True),
]
TEXT = [
    replace(
        CLOCK_CHANGE[0],
        summary="Lek, dans; og «scene» \\ for alle: " + "blåbærsyltetøy på øya " * 6,
        description='Ta med:\n– notebok\n– "innesko"\r\nVelkommen!',
        location="Kulturhuset; Store sal, 2. etg.",
        url="https://example.org/kurs?a=1,2;b=3",
        join="https://meet.example.org/x?pw=1,2",
        organiser=Party("kurs@example.org", 'Kurs "sør", avd. 2'),
        attendee=Party("ane@example.org", "Åne Bjørkås"),
    )
]


@pytest.mark.parametrize(
    ("name", "entries"),
    [("clock-change", CLOCK_CHANGE), ("a-day", A_DAY), ("text", TEXT)],
)
def test_a_file_is_to_the_byte_what_was_agreed(name, entries):
    written = write_calendar(entries, name="Erfaringsdeling").encode()
    assert written == (GOLDEN / f"{name}.ics").read_bytes()


def events(text: str) -> list[icalendar.Event]:
    return icalendar.Calendar.from_ical(text).events


def test_a_line_has_at_most_75_octets_and_no_letter_is_cut():
    lines = write_calendar(TEXT).encode().split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)


def test_what_was_written_is_read_back():
    event = events(write_calendar(TEXT))[0]
    assert event["summary"] == TEXT[0].summary
    assert event["description"] == TEXT[0].description.replace("\r\n", "\n")
    assert event["location"] == TEXT[0].location
    assert event["url"] == TEXT[0].url
    assert event["conference"] == TEXT[0].join
    assert event["organizer"].params["CN"] == TEXT[0].organiser.name
    assert event["attendee"].params["PARTSTAT"] == "ACCEPTED"


# What a text field takes from a form: no control character but the end of a line.
words = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n"))
times = st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
zones = st.sampled_from(["Europe/Oslo", "Europe/Stockholm", "America/New_York", "Asia/Kolkata"])


@given(words, words, times, zones)
def test_whatever_is_written_is_read_back_and_written_the_same(summary, description, moment, zone):
    starts = moment.astimezone(ZoneInfo(zone))
    entry = at(1, starts, summary=summary, description=description)
    text = write_calendar([entry])
    read = events(text)[0]
    assert str(read["summary"]) == summary
    assert str(read.get("description", "")) == description
    assert read.start.replace(fold=starts.fold).astimezone(UTC) == moment
    again = icalendar.Calendar.from_ical(text).to_ical(sorted=False).decode()
    assert icalendar.Calendar.from_ical(again) == icalendar.Calendar.from_ical(text)


def test_each_side_of_the_clock_change_has_its_own_offset():
    before, after, night = events(write_calendar(CLOCK_CHANGE))
    assert before.start.isoformat() == "2022-10-28T10:00:00+02:00"
    assert after.start.isoformat() == "2022-11-04T10:00:00+01:00"
    assert night.start.isoformat() == "2022-10-30T00:30:00+02:00"
    assert night.end.isoformat() == "2022-10-30T06:30:00+01:00"


@pytest.mark.parametrize(
    "zone", ["Europe/Oslo", "Europe/Stockholm", "America/New_York", "Africa/Cairo", "Asia/Kolkata"]
)
def test_a_zone_says_of_each_hour_what_the_zone_is(zone):
    """Read as RFC 5545 says it: an onset is written in the time that its TZOFFSETFROM gives."""
    here = ZoneInfo(zone)
    onsets = []
    for part in zone_definition(here, 2021, 2024).subcomponents:
        before, after = part["tzoffsetfrom"].td, part["tzoffsetto"].td
        more = part.get("rdate")
        written = [part["dtstart"].dt, *([one.dt for one in more.dts] if more else [])]
        onsets += [((onset - before).replace(tzinfo=UTC), after) for onset in written]
    onsets.sort()
    moment = datetime(2021, 1, 1, tzinfo=UTC)
    while moment.year < 2025:
        holds = [after for onset, after in onsets if onset <= moment][-1]
        assert holds == moment.astimezone(here).utcoffset(), moment
        moment += timedelta(minutes=30)


def test_the_clock_changes_twice_a_year_at_one_utc():
    assert [change.at for change in changes(OSLO, 2022, 2022)][1:] == [
        datetime(2022, 3, 27, 1, tzinfo=UTC),
        datetime(2022, 10, 30, 1, tzinfo=UTC),
    ]


def test_a_day_ends_as_the_next_begins_and_needs_no_zone():
    text = write_calendar(A_DAY)
    assert "DTSTART;VALUE=DATE:20221028\r\nDTEND;VALUE=DATE:20221029\r\n" in text
    assert "VTIMEZONE" not in text
    assert [event["status"] for event in events(text)] == ["CONFIRMED", "CANCELLED"]


def test_each_zone_is_defined_once():
    stockholm = at(4, datetime(2022, 11, 4, 10, tzinfo=ZoneInfo("Europe/Stockholm")))
    calendar = icalendar.Calendar.from_ical(write_calendar([*CLOCK_CHANGE, stockholm, *A_DAY]))
    assert [zone["tzid"] for zone in calendar.timezones] == ["Europe/Oslo", "Europe/Stockholm"]
    assert calendar.get_missing_tzids() == set()


def test_only_what_is_published_is_read_again():
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in write_calendar(A_DAY)
    assert "REFRESH-INTERVAL" not in write_calendar(A_DAY, method="CANCEL")


def test_an_invitation_has_one_meeting_in_each_calendar():
    text = write_invitations(CLOCK_CHANGE, method="REQUEST")
    parts = split_calendars(text)
    assert [events(part)[0]["uid"] for part in parts] == [entry.uid for entry in CLOCK_CHANGE]
    assert [len(events(part)) for part in parts] == [1, 1, 1]
    assert "".join(parts) == text
    assert split_calendars("") == []


def test_an_entry_has_a_day_or_times_and_not_both():
    with pytest.raises(ValueError, match="a day, or a start and an end"):
        replace(CLOCK_CHANGE[0], day=date(2022, 10, 28))
    with pytest.raises(ValueError, match="a day, or a start and an end"):
        replace(A_DAY[0], day=None)
