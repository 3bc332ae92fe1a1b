"""The dates of a round stand in the order in which they come."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from courses.rules.timeline import timeline

OSLO = ZoneInfo("Europe/Oslo")
TODAY = date(2018, 12, 1)


def at(year: int, month: int, day: int, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=OSLO)


def test_what_opens_closes_and_answers_stands_among_the_milestones():
    points = timeline(
        [("Veiledning", "2019-01/2020-06"), ("Avtale", "2019-01")],
        today=TODAY,
        opens=(at(2018, 6, 15), False),
        closes=(at(2018, 10, 2), False),
        answers=(at(2018, 11, 1), False),
    )
    assert [(point.kind, point.when) for point in points] == [
        ("opens", "2018-06-15"),
        ("closes", "2018-10-01"),
        ("answers", "2018-11-01"),
        ("milestone", "2019-01"),
        ("milestone", "2019-01/2020-06"),
    ]
    assert [point.past for point in points] == [True, True, True, False, False]


def test_a_time_is_shown_only_where_one_was_given():
    points = timeline(
        [], today=TODAY, closes=(at(2018, 10, 1, 16), True), opens=(at(2018, 9, 1), False)
    )
    assert points[0].time is None
    assert f"{points[1].time:%H:%M}" == "15:59"
