"""What a mail about a place asks its person's calendar to do."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest

from courses.models import DatedCoursePage, Meeting, Occasion, SeatPool, Venue
from courses.rules.calendar import split_calendars
from courses.rules.changes import MeetingThen
from progress.models import Profile, Registration
from progress.models.entries import entries_of, invitation
from tests.progress.invited import change, make_seminar, read, take
from tests.progress.offers import NOW, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def place() -> Registration:
    return take(make_seminar())


def online(place: Registration) -> SeatPool:
    return SeatPool.objects.with_offer().get(
        venue__kind="online", venue__occasion=place.occasion_id
    )


def event(text: str) -> icalendar.Event:
    (found,) = icalendar.Calendar.from_ical(text).events
    return found


def stood(meeting: Meeting) -> dict[int, MeetingThen]:
    """As it is in calendars, before it changes."""
    return {
        meeting.pk: MeetingThen(
            meeting.venue_id, meeting.when, meeting.day, meeting.starts_at, meeting.ends_at
        )
    }


def golden(name: str, text: str, place: Registration) -> None:
    """The id of the registration is the database's own."""
    written = text.replace(f"-{place.pk}@", "-7@").replace(f"/places/{place.pk}/", "/places/7/")
    assert written.encode() == (GOLDEN / f"{name}.ics").read_bytes()


def test_a_place_is_a_request_with_all_that_one_needs(place):
    text = invitation(place, method="REQUEST", now=NOW)
    golden("create", text, place)
    found = event(text)
    assert icalendar.Calendar.from_ical(text)["method"] == "REQUEST"
    assert found["attendee"] == "mailto:ane.berg@example.org"
    assert found["attendee"].params["PARTSTAT"] == "ACCEPTED"
    assert found["organizer"] == "mailto:kurs@example.org"
    assert found["location"] == "Oslo, Storgata 1"
    assert found["uid"] == f"{Meeting.objects.get().uid}-{place.pk}@example.org"


def test_a_meeting_that_moves_is_the_same_entry_with_a_higher_sequence(place):
    was = event(invitation(place, method="REQUEST", now=NOW))
    Meeting.objects.update(
        starts_at=datetime(2023, 4, 28, 8, tzinfo=UTC),
        ends_at=datetime(2023, 4, 28, 12, tzinfo=UTC),
        sequence=1,
    )
    text = invitation(read(place), method="REQUEST", now=NOW + timedelta(hours=1))
    golden("move", text, place)
    assert (event(text)["uid"], was["sequence"], event(text)["sequence"]) == (was["uid"], 0, 1)


def test_a_place_given_back_is_a_cancel_of_the_same_entry(place):
    was = event(invitation(place, method="REQUEST", now=NOW))
    text = invitation(change(place, "withdrawn"), method="CANCEL", now=NOW + timedelta(hours=2))
    golden("cancel", text, place)
    found = event(text)
    assert icalendar.Calendar.from_ical(text)["method"] == "CANCEL"
    assert (found["uid"], found["status"]) == (was["uid"], "CANCELLED")
    assert found["sequence"] > was["sequence"]
    assert found["dtstart"].dt == was["dtstart"].dt


@pytest.mark.parametrize(
    ("what", "by"), [("meeting", 1), ("venue", 1), ("place", 1), ("nothing", 0)]
)
def test_the_sequence_rises_with_time_place_and_seat_and_with_nothing_else(place, what, by):
    was = event(invitation(place, method="REQUEST", now=NOW))
    if what == "meeting":
        Meeting.objects.update(sequence=1)
    elif what == "venue":
        Venue.objects.filter(name="Oslo").update(sequence=1, places=["Bergen"])
    elif what == "place":
        change(place, "confirmed", pool=online(place))
    else:
        Occasion.objects.update(note="Ta med matpakke", edit_version=4, lock_version=9)
    now = event(invitation(read(place), method="REQUEST", now=NOW))
    assert (now["uid"], now["sequence"]) == (was["uid"], was["sequence"] + by)


def test_the_address_for_taking_part_is_for_a_confirmed_seat_alone(place):
    place = change(place, "confirmed", pool=online(place))
    text = invitation(place, method="REQUEST", now=NOW)
    assert "https://meet.example.org/secret" in event(text)["description"]
    assert event(text)["conference"] == "https://meet.example.org/secret"
    bo = take(online(place), make_person("Bo Ek"), state="queued")
    assert "meet.example.org" not in invitation(bo, method="REQUEST", now=NOW)
    assert "meet.example.org" not in invitation(place, method="CANCEL", now=NOW)
    gone = change(place, "withdrawn")
    assert "meet.example.org" not in invitation(gone, method="CANCEL", now=NOW)


def test_there_is_nothing_to_ask_while_no_day_is_known(place):
    Meeting.objects.update(starts_at=None, ends_at=None, when="2023-04")
    assert invitation(place, method="REQUEST", now=NOW) == ""
    assert invitation(place, method="CANCEL", now=NOW) == ""


def test_a_day_without_times_is_all_day(place):
    Meeting.objects.update(starts_at=None, ends_at=None, day=date(2023, 4, 27))
    found = event(invitation(place, method="REQUEST", now=NOW))
    assert (found["dtstart"].dt, found["dtend"].dt) == (date(2023, 4, 27), date(2023, 4, 28))


def test_one_is_invited_to_the_meetings_of_ones_own_venue_each_by_itself(place):
    bergen = make_pool(place.pool.venue.occasion, name="Bergen").venue
    Meeting.objects.create(occasion=place.occasion, day=date(2023, 5, 1), venue=bergen)
    Meeting.objects.create(occasion=place.occasion, day=date(2023, 5, 2), venue=place.pool.venue)
    parts = split_calendars(invitation(place, method="REQUEST", now=NOW))
    days = [event(part).start for part in parts]
    assert [day if type(day) is date else day.date() for day in days] == [
        date(2023, 4, 27),
        date(2023, 5, 2),
    ]


def test_a_meeting_called_off_is_cancelled_by_its_id_and_not_asked_for(place):
    other = Meeting.objects.create(occasion=place.occasion, day=date(2023, 5, 2))
    bergen = make_pool(place.pool.venue.occasion, name="Bergen").venue
    theirs = Meeting.objects.create(occasion=place.occasion, day=date(2023, 5, 3), venue=bergen)
    Meeting.objects.filter(pk__in=[other.pk, theirs.pk]).update(cancelled_at=NOW, sequence=1)
    text = invitation(place, method="CANCEL", now=NOW, meetings=[other.pk, theirs.pk])
    assert event(text)["uid"].startswith(str(other.uid))
    assert str(other.uid) not in invitation(place, method="REQUEST", now=NOW)
    assert str(other.uid) not in invitation(place, method="CANCEL", now=NOW)
    assert [entry.cancelled for entry in entries_of(place, now=NOW)] == [False, True]


@pytest.mark.parametrize("off", ["occasion", "venue"])
def test_what_is_called_off_as_a_whole_is_cancelled(place, off):
    if off == "occasion":
        Occasion.objects.update(state="cancelled")
    else:
        Venue.objects.filter(name="Oslo").update(cancelled_on=date(2023, 4, 19))
    assert [entry.cancelled for entry in entries_of(read(place), now=NOW)] == [True]


def test_a_protected_name_is_in_no_entry(place):
    assert "Ane Berg" in invitation(place, method="REQUEST", now=NOW)
    Profile.objects.create(person=place.person, is_protected=True, alias="Deltaker 4")
    text = invitation(read(place), method="REQUEST", now=NOW)
    assert "Ane Berg" not in text
    assert "Deltaker 4" not in text


def test_without_a_contact_the_site_invites(place):
    DatedCoursePage.objects.update(contact_email="")
    organiser = event(invitation(read(place), method="REQUEST", now=NOW))["organizer"]
    assert (organiser, organiser.params["CN"]) == ("mailto:vidare@example.org", "Vidare")


def test_it_costs_two_queries(place, django_assert_num_queries):
    with django_assert_num_queries(2):
        invitation(place, method="REQUEST", now=NOW)


def test_who_moves_loses_the_meetings_that_were_at_the_old_venue_alone(place):
    oslo = place.pool.venue
    there = Meeting.objects.create(occasion=place.occasion, day=date(2023, 5, 2), venue=oslo)
    moved = change(place, "confirmed", pool=online(place))
    parts = split_calendars(invitation(moved, method="REQUEST", now=NOW, left=oslo))
    asked = [(icalendar.Calendar.from_ical(part)["method"], event(part)) for part in parts]
    assert [(method, one["status"]) for method, one in asked] == [
        ("REQUEST", "CONFIRMED"),
        ("CANCEL", "CANCELLED"),
    ]
    assert asked[1][1]["uid"].startswith(str(there.uid))
    assert (asked[1][1]["location"], asked[1][1]["sequence"]) == ("Oslo, Storgata 1", 1)
    assert "meet.example.org" not in parts[1]


def test_a_meeting_that_is_at_another_venue_now_is_a_cancel_of_the_same_entry(place):
    meeting = Meeting.objects.get()
    was = event(invitation(place, method="REQUEST", now=NOW))
    Meeting.objects.update(venue=online(place).venue, sequence=1)
    later = NOW + timedelta(hours=3)
    text = invitation(read(place), method="REQUEST", now=later, gone=stood(meeting))
    golden("elsewhere", text, place)
    assert icalendar.Calendar.from_ical(text)["method"] == "CANCEL"
    found = event(text)
    assert (found["uid"], found["status"], found["sequence"]) == (was["uid"], "CANCELLED", 1)


def test_a_meeting_that_has_no_day_any_more_is_a_cancel_of_the_same_entry(place):
    meeting = Meeting.objects.get()
    was = event(invitation(place, method="REQUEST", now=NOW))
    Meeting.objects.update(starts_at=None, ends_at=None, when="2023-05", sequence=1)
    later = NOW + timedelta(hours=4)
    text = invitation(read(place), method="REQUEST", now=later, gone=stood(meeting))
    golden("undated", text, place)
    assert icalendar.Calendar.from_ical(text)["method"] == "CANCEL"
    found = event(text)
    assert (found["uid"], found["status"], found["sequence"]) == (was["uid"], "CANCELLED", 1)
    assert (found["dtstart"].dt, found["dtend"].dt) == (was["dtstart"].dt, was["dtend"].dt)


def test_a_meeting_that_lost_its_times_is_the_same_entry_for_all_of_the_day(place):
    was = event(invitation(place, method="REQUEST", now=NOW))
    Meeting.objects.update(starts_at=None, ends_at=None, day=date(2023, 4, 27), sequence=1)
    text = invitation(read(place), method="REQUEST", now=NOW + timedelta(hours=5))
    golden("all-day", text, place)
    found = event(text)
    assert (found["uid"], found["status"], found["sequence"]) == (was["uid"], "CONFIRMED", 1)


def test_an_entry_outranks_what_was_sent_of_it_also_where_the_old_venue_had_moved_often(place):
    Venue.objects.filter(name="Oslo").update(sequence=5)
    was = event(invitation(read(place), method="REQUEST", now=NOW))
    moved = change(read(place), "confirmed", pool=online(place))
    now = event(invitation(moved, method="REQUEST", now=NOW))
    assert (was["sequence"], now["sequence"]) == (5, 6)
