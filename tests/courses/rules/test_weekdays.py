from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.partial_dates import format_day
from courses.rules.weekdays import weekday_mismatch, weekday_mismatches, weekday_name

FRIDAY, SATURDAY = 4, 5


@pytest.mark.parametrize(
    "text",
    [
        "Fredag 22. april 2023",
        "fredag 22 april 2023",
        "Fredagen den 22 april 2023",
        "fredag den 22:a april 2023",
        "Friday, 22 April 2023",
        "Friday 22nd of April 2023",
        "Friday April 22, 2023",
        "fre. 22 apr. 2023",
        "FREDAG 22.4.2023",
        "fredag 22/4/2023",
        "fredag 2023-04-22",
        "Påmelding til og med fredag 22. april 2023 kl. 23:59.",
    ],
)
def test_a_friday_that_was_a_saturday_is_seen(text):
    found = weekday_mismatch(text)
    assert found is not None
    assert (found.day, found.typed, found.actual) == (date(2023, 4, 22), FRIDAY, SATURDAY)
    assert found.text in text


@pytest.mark.parametrize(
    "text",
    [
        "Lørdag 22. april 2023",
        "lördag 22 april 2023",
        "laurdag 22. april 2023",
        "Saturday 22 April 2023",
        "sundag 23. april 2023",
        "søndag 23. april 2023",
        "fredag 22. april",
        "fredag 31. februar 2023",
        "Friday",
        "22. april 2023",
        "",
    ],
)
def test_what_agrees_or_cannot_be_told_is_left_alone(text):
    assert weekday_mismatch(text) is None


def test_each_disagreement_in_a_text_is_found():
    text = "Fredag 22. april 2023 og mandag 24. april 2023, siste onsdag 27. april 2023."
    assert [found.text for found in weekday_mismatches(text)] == [
        "Fredag 22. april 2023",
        "onsdag 27. april 2023",
    ]


def test_the_right_weekday_has_a_name_in_the_readers_language():
    assert [weekday_name(SATURDAY, language) for language in ("sv", "nb", "nn", "en")] == [
        "lördag",
        "lørdag",
        "laurdag",
        "Saturday",
    ]


@given(
    day=st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    language=st.sampled_from(["sv", "nb", "nn", "en"]),
    typed=st.integers(0, 6),
)
def test_every_day_that_we_write_ourselves_is_read(day, language, typed):
    written = f"{weekday_name(typed, language)} {format_day(day, language)}"
    found = weekday_mismatch(written)
    if typed == day.weekday():
        assert found is None
    else:
        assert found is not None
        assert (found.day, found.typed, found.actual) == (day, typed, day.weekday())
