from datetime import UTC, date, datetime

from courses.rules.occasion_dates import Timed, span

OSLO = "Europe/Oslo"


def test_the_days_are_those_on_which_any_meeting_can_fall():
    meetings = [
        Timed(day=date(2026, 5, 3)),
        Timed(when="2026-06"),
        Timed(when="2026-05-02/2026-05"),
    ]
    assert span(meetings, [], OSLO) == (date(2026, 5, 2), date(2026, 6, 30))


def test_a_time_falls_on_the_day_of_the_occasions_own_zone():
    late = Timed(
        starts_at=datetime(2026, 5, 1, 22, 30, tzinfo=UTC),
        ends_at=datetime(2026, 5, 2, 1, tzinfo=UTC),
    )
    assert span([late], [], OSLO) == (date(2026, 5, 2), date(2026, 5, 2))


def test_milestones_decide_only_where_there_is_no_meeting():
    assert span([Timed(day=date(2026, 5, 3))], ["2020"], OSLO) == (date(2026, 5, 3),) * 2
    assert span([], ["2019-01", "2019-03"], OSLO) == (date(2019, 1, 1), date(2019, 3, 31))


def test_without_either_nothing_is_known():
    assert span([], [], OSLO) == (None, None)
