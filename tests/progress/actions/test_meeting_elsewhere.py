"""A meeting that an editor moves to another venue, or a person who goes to another, leaves some
entries and brings others: in one mail, once."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from icalendar import Calendar

from courses.actions.announce_changes import announce_changes
from courses.models import Meeting
from courses.rules.calendar import method_in, split_calendars
from progress.actions.accept_offer import accept_offer
from progress.actions.join_group import join_group
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import Message, Registration
from progress.reports.audit import audit
from tests.progress.offers import make_course, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SOON = datetime(2031, 4, 28, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _audited():
    yield
    assert list(audit()) == []


@pytest.fixture
def occasion():
    return make_occasion(make_course(title="Kulturskoledagen"), ends_on=None, state="open")


@pytest.fixture
def meeting(occasion):
    return Meeting.objects.create(
        occasion=occasion,
        uid=UUID("7d2f4c1e-0000-4000-8000-000000000001"),
        starts_at=SOON,
        ends_at=SOON + timedelta(hours=4),
    )


@pytest.fixture
def ane(occasion, meeting):
    """In Oslo; what she has in her calendar is told."""
    return register(person=make_person(), pool=make_pool(occasion, places=["Oslo"]))


@pytest.fixture
def bo(occasion, meeting):
    """In Bergen."""
    pool = make_pool(occasion, name="Bergen", places=["Bergen"])
    return register(person=make_person("Bo Dahl"), pool=pool)


def to(meeting, venue) -> None:
    with announce_changes(occasion_id=meeting.occasion_id):
        Meeting.objects.filter(pk=meeting.pk).update(venue=venue)


def asked(place) -> list[tuple[str, str, int]]:
    """Of the last mail: method, entry and its number."""
    message = Message.objects.filter(registration=place).order_by("pk").last()
    made = [(method_in(one), Calendar.from_ical(one).events[0]) for one in parts(message)]
    return [(how, event["uid"].partition("@")[0], event["sequence"]) for how, event in made]


def parts(message: Message) -> list[str]:
    return split_calendars(message.calendar)


def mails(place) -> list[str]:
    return list(
        Message.objects.filter(registration=place).order_by("pk").values_list("kind", flat=True)
    )


def test_from_one_venue_to_another(ane, bo, meeting):
    to(meeting, ane.pool.venue)
    to(meeting, bo.pool.venue)
    assert mails(ane) == ["registered", "time_changed", "time_changed"]
    assert mails(bo) == ["registered", "time_changed", "time_changed"]
    assert asked(ane) == [("CANCEL", f"{meeting.uid}-{ane.pk}", 2)]
    assert asked(bo) == [("REQUEST", f"{meeting.uid}-{bo.pk}", 2)]
    assert Message.objects.filter(registration=ane).last().calendar_method == "CANCEL"


def test_from_all_venues_to_one_and_back(ane, bo, meeting):
    to(meeting, bo.pool.venue)
    assert asked(ane) == [("CANCEL", f"{meeting.uid}-{ane.pk}", 1)]
    assert asked(bo) == [("REQUEST", f"{meeting.uid}-{bo.pk}", 1)]
    to(meeting, None)
    assert asked(ane) == [("REQUEST", f"{meeting.uid}-{ane.pk}", 2)]
    assert asked(bo) == [("REQUEST", f"{meeting.uid}-{bo.pk}", 2)]


def test_what_remains_is_in_the_same_mail(ane, bo, occasion, meeting):
    other = Meeting.objects.create(occasion=occasion, day=(SOON + timedelta(days=1)).date())
    to(meeting, bo.pool.venue)
    assert asked(ane) == [
        ("REQUEST", f"{other.uid}-{ane.pk}", 0),
        ("CANCEL", f"{meeting.uid}-{ane.pk}", 1),
    ]
    last = Message.objects.filter(registration=ane).last()
    assert "29 April 2031" in last.text
    assert "28 April 2031" not in last.text


def test_who_never_had_it_is_told_nothing_of_it(ane, bo, occasion, meeting):
    cia = register(person=make_person("Cia Ek"), pool=make_pool(occasion, name="Hamar"))
    to(meeting, ane.pool.venue)
    to(meeting, bo.pool.venue)
    assert mails(cia) == ["registered", "time_changed"]
    assert asked(cia) == [("CANCEL", f"{meeting.uid}-{cia.pk}", 1)]


def test_who_waits_is_told_without_an_entry(ane, bo, occasion, meeting):
    type(ane.pool).objects.filter(pk=ane.pool.pk).update(capacity=1)
    waits = register(person=make_person("Cia Ek"), pool=ane.pool, wait=True)
    to(meeting, bo.pool.venue)
    assert mails(waits) == ["queued", "time_changed"]
    assert asked(waits) == []


def test_the_people_of_a_group_have_it_taken_out_too(bo, occasion, meeting):
    pool = make_pool(occasion, None, kind="group", name="Egen gruppe")
    lea = make_person("Lea Leder")
    group = register(person=lea, pool=pool, headcount=3, group_name="Sunnfjord")
    member = join_group(registration=group, person=make_person("Cia Ek"))
    to(meeting, bo.pool.venue)
    message = Message.objects.get(kind="time_changed", person=member.person)
    [event] = Calendar.from_ical(message.calendar).events
    assert event["uid"].startswith(f"{meeting.uid}-{group.pk}-{member.pk}@")
    assert (message.calendar_method, event["status"]) == ("CANCEL", "CANCELLED")


def test_an_offer_taken_elsewhere_takes_the_old_entry_out(ane, occasion, meeting):
    full = make_pool(occasion, 1, name="Bergen", places=["Bergen"])
    held = register(person=make_person("Bo Dahl"), pool=full)
    waits = register(person=ane.person, pool=full, wait=True)
    withdraw(registration=held)
    accept_offer(registration=Registration.objects.get(pk=waits.pk))
    assert asked(waits) == [
        ("REQUEST", f"{meeting.uid}-{waits.pk}", 1),
        ("CANCEL", f"{meeting.uid}-{ane.pk}", 1),
    ]
