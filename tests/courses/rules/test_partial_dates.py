from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.partial_dates import (
    PartialDateError,
    Precision,
    bounds,
    format_day,
    format_partial,
    format_span,
    parse_partial,
    week_label,
)

LANGUAGES = ["sv", "nb", "nn", "en", "se", "fi"]

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
points = days.flatmap(
    lambda day: st.sampled_from([day.isoformat(), f"{day:%Y-%m}", f"{day.year:04d}"])
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018-06-15", date(2018, 6, 15), date(2018, 6, 15)),
        ("2019-01", date(2019, 1, 1), date(2019, 1, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-01/2020-06", date(2019, 1, 1), date(2020, 6, 30)),
        ("2018/2021", date(2018, 1, 1), date(2021, 12, 31)),
        ("2019-06-15/2019", date(2019, 6, 15), date(2019, 12, 31)),
    ],
)
def test_a_text_has_a_first_and_a_last_day(text, first, last):
    assert bounds(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_date"),
        ("januari 2019", "not_a_date"),
        ("2019-1", "not_a_date"),
        ("2019-01-01T10:00", "not_a_date"),
        (" 2019", "not_a_date"),
        ("2019\n", "not_a_date"),
        ("٢٠١٩", "not_a_date"),
        ("2019/", "not_a_date"),
        ("2019/2020/2021", "not_a_date"),
        ("2019-02-29", "not_in_calendar"),
        ("2019-13", "not_in_calendar"),
        ("0000", "not_in_calendar"),
        ("2019-04-31/2020", "not_in_calendar"),
        ("2020/2019", "reversed"),
        ("2019-06-15/2019-06-14", "reversed"),
    ],
)
def test_anything_else_is_refused_with_a_reason(text, code):
    with pytest.raises(PartialDateError) as caught:
        parse_partial(text)
    assert caught.value.code == code
    assert str(caught.value) == caught.value.message % caught.value.params


def test_a_range_is_as_coarse_as_its_coarser_end():
    assert parse_partial("2019-06-15/2020").precision is Precision.YEAR
    assert parse_partial("2019-06/2019-07-01").precision is Precision.MONTH
    assert parse_partial("2019-06-15").precision is Precision.DAY


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("2019-01", "sv", "januari 2019"),
        ("2018-06-15", "sv", "15 juni 2018"),
        ("2019-01/2020-06", "nb", "januar 2019–juni 2020"),
        ("2019-01/2019-06", "nb", "januar–juni 2019"),
        ("2022-10-24", "nb", "24. oktober 2022"),
        ("2018-06-15", "nn", "15. juni 2018"),
        ("2018-12", "nn", "desember 2018"),
        ("2018-06-15", "en", "15 June 2018"),
        ("2018-06-15", "en-us", "15 June 2018"),
        ("2018-06-15/2018-06-17", "en", "15–17 June 2018"),
        ("2018-06-15/2018-06-17", "nb", "15.–17. juni 2018"),
        ("2018-06-15/2018-07-02", "sv", "15 juni–2 juli 2018"),
        ("2018-12-30/2019-01-02", "sv", "30 december 2018–2 januari 2019"),
        ("2018-06-15", "se", "geassemánu 15. b. 2018"),
        ("2019-01", "se", "ođđajagemánnu 2019"),
        (
            "2018-06-15/2018-06-17",
            "se",
            "geassemánu 15. b. 2018 – geassemánu 17. b. 2018",
        ),
        ("2019-01", "fi", "tammikuu 2019"),
        ("2018-06-15", "fi", "15. kesäkuuta 2018"),
        ("2018/2021", "fi", "2018–2021"),
        ("2018/2018-06", "nb", "2018–juni 2018"),
        ("2019", "se", "2019"),
        ("2019/2019", "nb", "2019"),
        ("2018-06-15", "xx", "15 June 2018"),
    ],
)
def test_it_is_written_as_the_language_writes_it(text, language, words):
    assert format_partial(text, language) == words


@given(day=days, language=st.sampled_from(LANGUAGES))
def test_no_day_is_ever_invented(day, language):
    month = format_partial(f"{day:%Y-%m}", language)
    assert month.endswith(f" {day.year}")
    assert not any(letter.isdigit() for letter in month.removesuffix(str(day.year)))
    assert format_partial(f"{day.year:04d}", language) == str(day.year)


@given(start=points, end=points, language=st.sampled_from(LANGUAGES))
def test_a_range_is_accepted_exactly_when_it_does_not_end_before_it_starts(start, end, language):
    fits = bounds(end)[1] >= bounds(start)[0]
    if not fits:
        with pytest.raises(PartialDateError, match="ends before it starts"):
            parse_partial(f"{start}/{end}")
        return
    parsed = parse_partial(f"{start}/{end}")
    assert parsed.sort_key == (bounds(start)[0], bounds(end)[1])
    assert parsed.first <= parsed.last
    assert str(parsed.last.year) in format_partial(f"{start}/{end}", language)


@given(text=st.text(alphabet="0123456789-/ T", max_size=22))
def test_any_text_either_parses_or_is_refused_by_our_own_error(text):
    with suppress(PartialDateError):
        parse_partial(text)


def test_a_day_may_be_named_by_its_weekday():
    day = date(2023, 4, 27)
    assert format_day(day, "sv", with_weekday=True) == "torsdag 27 april 2023"
    assert format_day(day, "nn", with_weekday=True) == "torsdag 27. april 2023"
    assert format_day(date(2023, 4, 29), "nn", with_weekday=True) == "laurdag 29. april 2023"
    assert format_day(day, "en", with_weekday=True) == "Thursday 27 April 2023"
    assert format_day(day, "se", with_weekday=True) == "duorasdat, cuoŋománu 27. b. 2023"
    assert format_day(day, "fi", with_weekday=True) == "torstai 27. huhtikuuta 2023"
    assert format_day(day, "nb") == "27. april 2023"


def test_a_meeting_says_its_day_once():
    start, end = datetime(2023, 4, 27, 10), datetime(2023, 4, 27, 14, 30)
    assert format_span(start, end, "nb") == "torsdag 27. april 2023 kl.\u00a010:00–14:30"
    assert format_span(start, end, "en") == "Thursday 27 April 2023, 10:00–14:30"
    assert format_span(start, end, "fi") == "torstai 27. huhtikuuta 2023 klo\u00a010.00–14.30"


def test_a_meeting_over_two_days_says_both():
    start, end = datetime(2023, 4, 27, 10), datetime(2023, 4, 28, 12)
    assert format_span(start, end, "sv") == (
        "torsdag 27 april 2023 kl.\u00a010:00 – fredag 28 april 2023 kl.\u00a012:00"
    )


@pytest.mark.parametrize(
    ("day", "language", "label"),
    [
        (date(2023, 4, 27), "sv", "v. 17"),
        (date(2023, 4, 27), "nb", "uke 17"),
        (date(2023, 4, 27), "nn", "veke 17"),
        (date(2023, 4, 27), "en", "week 17"),
        (date(2021, 1, 3), "sv", "v. 53"),
        (date(2024, 12, 30), "sv", "v. 1"),
    ],
)
def test_weeks_are_those_of_iso_8601(day, language, label):
    assert week_label(day, language) == label
