"""When times or places change, everybody whom it is about is told once, and nobody else."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from courses.actions.announce_changes import announce_changes
from courses.models import Meeting, Occasion
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import Message, Profile
from tests.progress.offers import NOW, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
OSLO = ZoneInfo("Europe/Oslo")
SOON = datetime.now(UTC).replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=40)
NEVER_OVER = {"ends_on": None}


@pytest.fixture
def occasion():
    return make_occasion(**NEVER_OVER)


@pytest.fixture
def meeting(occasion):
    return Meeting.objects.create(
        occasion=occasion, starts_at=SOON, ends_at=SOON + timedelta(hours=4)
    )


@pytest.fixture
def ane(occasion, meeting):
    return register(person=make_person(), pool=make_pool(occasion, 1))


def move(occasion, meeting, **values) -> None:
    with announce_changes(occasion_id=occasion.pk):
        Meeting.objects.filter(pk=meeting.pk).update(**values)


def told(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=kind).order_by("pk").values_list("to", flat=True))


def entry(message: Message) -> dict:
    [event] = Calendar.from_ical(message.calendar).walk("VEVENT")
    return event


def test_a_new_time_is_told_with_an_entry_that_outranks_the_old(occasion, meeting, ane):
    before = entry(Message.objects.get())
    later = SOON + timedelta(days=1)
    move(occasion, meeting, starts_at=later, ends_at=later + timedelta(hours=4))
    assert told("time_changed") == ["ane.berg@example.org"]
    message = Message.objects.get(kind="time_changed")
    after = entry(message)
    assert (message.calendar_method, after["UID"]) == ("REQUEST", before["UID"])
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["DTSTART"].dt == later


def test_another_title_tells_nobody(occasion, meeting, ane):
    move(occasion, meeting, title="A better name")
    assert Message.objects.count() == 1


def test_a_meeting_of_one_venue_is_told_to_its_people_alone(occasion, meeting, ane):
    bergen = make_pool(occasion, name="Bergen")
    register(person=make_person("Bo Dahl"), pool=bergen)
    Meeting.objects.filter(pk=meeting.pk).update(venue=bergen.venue)
    move(occasion, meeting, day=date(SOON.year, SOON.month, SOON.day), starts_at=None, ends_at=None)
    assert told("time_changed") == ["bo.dahl@example.org"]


def test_a_meeting_called_off_takes_its_entry_out_of_the_calendar(occasion, meeting, ane):
    move(occasion, meeting, cancelled_at=NOW)
    message = Message.objects.get(kind="called_off")
    assert message.calendar_method == "CANCEL"
    assert entry(message)["STATUS"] == "CANCELLED"


def test_who_waits_is_told_without_an_entry_and_who_left_is_not_told(occasion, meeting, ane):
    waits = register(person=make_person("Bo Dahl"), pool=ane.pool, wait=True)
    gone = register(person=make_person("Cia Ek"), pool=ane.pool, wait=True)
    withdraw(registration=gone)
    later = SOON + timedelta(days=1)
    move(occasion, meeting, starts_at=later, ends_at=later + timedelta(hours=4))
    assert told("time_changed") == ["ane.berg@example.org", "bo.dahl@example.org"]
    assert Message.objects.get(kind="time_changed", registration=waits).calendar == ""


def test_each_is_told_in_their_own_language(occasion, meeting, ane):
    Profile.objects.create(person=ane.person, language="en")
    later = SOON + timedelta(days=1)
    move(occasion, meeting, starts_at=later, ends_at=later + timedelta(hours=4))
    message = Message.objects.get(kind="time_changed")
    assert (message.language, message.subject) == ("en", "Changed: Seminar")


def test_of_what_is_over_nobody_is_told(occasion, meeting, ane):
    occasion.ends_on = date(2023, 4, 27)
    occasion.save()
    later = SOON + timedelta(days=1)
    move(occasion, meeting, starts_at=later, ends_at=later + timedelta(hours=4))
    assert told("time_changed") == []


def test_an_offer_that_would_outlive_an_earlier_beginning_ends_with_it(occasion, meeting, ane):
    waits = register(person=make_person("Bo Dahl"), pool=ane.pool, wait=True)
    withdraw(registration=ane)
    waits.refresh_from_db()
    assert waits.state == "offered"
    earlier = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=5)
    move(occasion, meeting, starts_at=earlier, ends_at=earlier + timedelta(hours=1))
    waits.refresh_from_db()
    assert waits.hold_until == earlier


def test_a_request_that_would_outlive_an_earlier_beginning_ends_with_it(occasion, meeting):
    Occasion.objects.filter(pk=occasion.pk).update(intake="approval", approver="organiser")
    asks = register(person=make_person("Bo Dahl"), pool=make_pool(occasion, 1))
    earlier = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=5)
    assert asks.approve_by > earlier
    move(occasion, meeting, starts_at=earlier, ends_at=earlier + timedelta(hours=1))
    asks.refresh_from_db()
    assert (asks.state, asks.approve_by) == ("queued", earlier)
