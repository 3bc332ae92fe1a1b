"""A meeting of which the day is known no more leaves the calendars; one that has lost its times
stands there for all of its day. Each is told once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from courses.actions.announce_changes import announce_changes
from courses.models import Meeting
from courses.rules.calendar import method_in, split_calendars
from progress.actions.join_group import join_group
from progress.actions.register import register
from progress.models import Message
from progress.reports.audit import audit
from tests.progress.offers import make_course, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SOON = datetime(2031, 4, 28, 8, tzinfo=UTC)
TIMES = {"when": "", "day": None, "starts_at": SOON, "ends_at": SOON + timedelta(hours=4)}
DAY = {"when": "", "day": date(2031, 4, 28), "starts_at": None, "ends_at": None}
MONTH = {"when": "2031-05", "day": None, "starts_at": None, "ends_at": None}


@pytest.fixture(autouse=True)
def _audited():
    yield
    assert list(audit()) == []


@pytest.fixture
def occasion():
    return make_occasion(make_course(title="Kulturskoledagen"), ends_on=None, state="open")


@pytest.fixture
def meeting(occasion):
    return Meeting.objects.create(occasion=occasion, **TIMES)


@pytest.fixture
def ane(occasion, meeting):
    return register(person=make_person(), pool=make_pool(occasion, 1, places=["Oslo"]))


def change(meeting, **values) -> None:
    with announce_changes(occasion_id=meeting.occasion_id):
        Meeting.objects.filter(pk=meeting.pk).update(**values)


def last(person) -> Message:
    return Message.objects.filter(person=person).latest("pk")


def asked(person) -> list[tuple[str, str, int, datetime | date]]:
    """Of the last mail: method, entry, its number and its beginning."""
    calendar = last(person).calendar
    made = [
        (method_in(one), Calendar.from_ical(one).events[0]) for one in split_calendars(calendar)
    ]
    return [
        (how, event["uid"].partition("@")[0], event["sequence"], event["dtstart"].dt)
        for how, event in made
    ]


@pytest.mark.parametrize(("stood", "began"), [(TIMES, SOON), (DAY, DAY["day"])])
def test_a_meeting_known_by_its_month_alone_is_cancelled_as_it_stood(ane, meeting, stood, began):
    Meeting.objects.filter(pk=meeting.pk).update(**stood)
    change(meeting, **MONTH)
    assert asked(ane.person) == [("CANCEL", f"{meeting.uid}-{ane.pk}", 1, began)]
    message = last(ane.person)
    assert (message.kind, message.calendar_method) == ("time_changed", "CANCEL")
    assert "May 2031" in message.text
    assert Message.objects.filter(kind="time_changed").count() == 1


def test_a_meeting_without_times_is_asked_for_on_its_day(ane, meeting):
    change(meeting, **DAY)
    assert asked(ane.person) == [("REQUEST", f"{meeting.uid}-{ane.pk}", 1, DAY["day"])]
    assert last(ane.person).calendar_method == "REQUEST"


def test_a_day_that_is_found_again_outranks_the_cancellation(ane, meeting):
    change(meeting, **MONTH)
    change(meeting, **MONTH | {"when": "2031-06"})
    assert asked(ane.person) == []
    change(meeting, **TIMES)
    assert asked(ane.person) == [("REQUEST", f"{meeting.uid}-{ane.pk}", 3, SOON)]


def test_what_has_its_day_still_is_in_the_same_mail(ane, occasion, meeting):
    other = Meeting.objects.create(occasion=occasion, **DAY)
    change(meeting, **MONTH)
    assert asked(ane.person) == [
        ("REQUEST", f"{other.uid}-{ane.pk}", 0, DAY["day"]),
        ("CANCEL", f"{meeting.uid}-{ane.pk}", 1, SOON),
    ]


def test_at_another_venue_and_without_a_day_it_leaves_those_who_had_it(ane, occasion, meeting):
    bergen = make_pool(occasion, name="Bergen", places=["Bergen"])
    bo = register(person=make_person("Bo Dahl"), pool=bergen)
    change(meeting, venue=ane.pool.venue)
    assert asked(bo.person) == [("CANCEL", f"{meeting.uid}-{bo.pk}", 1, SOON)]
    change(meeting, venue=bergen.venue, **MONTH)
    assert asked(ane.person) == [("CANCEL", f"{meeting.uid}-{ane.pk}", 2, SOON)]
    assert (last(bo.person).kind, asked(bo.person)) == ("time_changed", [])


def test_of_a_meeting_at_another_venue_nobody_is_told(ane, occasion, meeting):
    bergen = make_pool(occasion, name="Bergen", places=["Bergen"])
    Meeting.objects.filter(pk=meeting.pk).update(venue=bergen.venue)
    change(meeting, **MONTH)
    assert last(ane.person).kind == "registered"


def test_who_waits_is_told_without_an_entry(ane, meeting):
    waits = register(person=make_person("Bo Dahl"), pool=ane.pool, wait=True)
    change(meeting, **MONTH)
    assert (last(waits.person).kind, asked(waits.person)) == ("time_changed", [])


def test_the_people_of_a_group_have_it_taken_out_too(occasion, meeting):
    pool = make_pool(occasion, None, kind="group", name="Egen gruppe")
    lea = make_person("Lea Leder")
    group = register(person=lea, pool=pool, headcount=3, group_name="Sunnfjord")
    member = join_group(registration=group, person=make_person("Cia Ek"))
    change(meeting, **MONTH)
    uid = f"{meeting.uid}-{group.pk}"
    assert asked(lea) == [("CANCEL", uid, 1, SOON)]
    assert asked(member.person) == [("CANCEL", f"{uid}-{member.pk}", 1, SOON)]


def test_a_second_place_of_the_same_person_loses_it_in_the_same_mail(ane, occasion, meeting):
    pool = make_pool(occasion, None, kind="group", name="Egen gruppe")
    group = register(
        person=make_person("Lea Leder"), pool=pool, headcount=3, group_name="Sunnfjord"
    )
    member = join_group(registration=group, person=ane.person)
    change(meeting, **MONTH)
    uid = str(meeting.uid)
    assert asked(ane.person) == [
        ("CANCEL", f"{uid}-{ane.pk}", 1, SOON),
        ("CANCEL", f"{uid}-{group.pk}-{member.pk}", 1, SOON),
    ]
    assert Message.objects.filter(kind="time_changed", person=ane.person).count() == 1
