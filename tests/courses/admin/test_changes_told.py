"""An editor's save says once what people must know, and keeps what they have in a calendar."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from courses.models import Meeting, Occasion, SeatPool, Venue
from courses.reports.schedule import read_schedule
from courses.rules.changes import Changes
from progress.models import Registration
from tests.courses.admin.forms import errors, occasion_form, venue_form
from tests.courses.announced import listening


@pytest.fixture
def meeting(occasion):
    return Meeting.objects.create(occasion=occasion, day=date(2023, 4, 27), title="Day one")


@pytest.fixture
def taken(venue):
    """Somebody's seat."""
    person = get_user_model().objects.create_user("ane@example.org", name="Ane Berg")
    return Registration.objects.create(
        person=person,
        occasion=venue.occasion,
        pool=SeatPool.objects.get(venue=venue),
        state="confirmed",
    )


def row(meeting: Meeting, **changes: str) -> dict:
    return {"id": meeting.pk, "on": "27.4.2023", "title": meeting.title, "counts": "on"} | changes


def save(desk, occasion: Occasion, *rows: dict, **changes: object):
    occasion.refresh_from_db()
    data = occasion_form(occasion.course, *rows, edit_version=occasion.edit_version, **changes)
    answer = desk.post(reverse("occasions:edit", args=[occasion.pk]), data)
    assert answer.status_code == 302, errors(answer)
    return answer


def test_a_new_time_is_told_once_and_raises_the_sequence(desk, editor, occasion, meeting):
    with listening() as heard:
        save(desk, occasion, row(meeting, start="10:00", end="14:30"))
    meeting.refresh_from_db()
    assert heard == [(Changes(moved={meeting.pk}), editor)]
    assert meeting.sequence == 1


def test_a_new_title_or_note_is_told_to_nobody(desk, occasion, meeting):
    with listening() as heard:
        save(desk, occasion, row(meeting, title="The day", minutes="240"), note="Bring a drum.")
    meeting.refresh_from_db()
    assert (heard, meeting.title, meeting.sequence) == ([], "The day", 0)
    assert (meeting.minutes, meeting.length) == (240, 240)


def test_a_new_meeting_is_told_and_may_be_of_one_venue(desk, editor, occasion, venue, meeting):
    with listening() as heard:
        save(desk, occasion, row(meeting), {"on": "28.4.2023", "venue": venue.pk})
    made = Meeting.objects.get(venue=venue)
    assert heard == [(Changes(added={made.pk}), editor)]
    assert made.sequence == 0


def test_a_meeting_nobody_has_is_deleted_without_a_word(desk, occasion, meeting):
    with listening() as heard:
        save(desk, occasion, row(meeting, DELETE="on"))
    assert (heard, Meeting.objects.count()) == ([], 0)


def test_a_meeting_that_people_have_is_called_off_and_stays(
    desk, editor, client, occasion, taken, meeting
):
    other = Meeting.objects.create(occasion=occasion, day=date(2023, 4, 28), title="Day two")
    with listening() as heard:
        save(desk, occasion, row(meeting, DELETE="on"), row(other, on="28.4.2023"))
    assert heard == [(Changes(called_off={meeting.pk}), editor)]
    meeting.refresh_from_db()
    occasion.refresh_from_db()
    assert meeting.cancelled_at
    assert meeting.sequence == 1
    assert (occasion.begins_on, occasion.ends_on) == (date(2023, 4, 28), date(2023, 4, 28))
    (line,) = read_schedule(occasion.course.translation_key).occasions
    assert [shown.meeting.title for shown in line.every_meeting] == ["Day two"]
    form = desk.get(reverse("occasions:edit", args=[occasion.pk])).context["form"]
    assert [shown.instance.title for shown in form.formsets["meetings"]] == ["Day two"]
    with listening() as heard:
        save(desk, occasion, row(other, on="28.4.2023"))
    assert (heard, Meeting.objects.count()) == ([], 2)


def test_a_decided_town_is_told_and_raises_the_venue_alone(desk, editor, occasion, venue, meeting):
    Venue.objects.filter(pk=venue.pk).update(places=["Trondheim", "Stjørdal"])
    with listening() as heard:
        desk.post(
            reverse("venues:edit", args=[venue.pk]), venue_form(occasion, 10, places="Stjørdal")
        )
    venue.refresh_from_db()
    meeting.refresh_from_db()
    assert heard == [(Changes(venues={venue.pk}, decided={venue.pk}), editor)]
    assert (venue.sequence, meeting.sequence) == (1, 0)


def test_a_venues_note_is_told_to_nobody_and_more_seats_to_those_who_wait(desk, occasion, venue):
    address = reverse("venues:edit", args=[venue.pk])
    with listening() as heard:
        desk.post(address, venue_form(occasion, 10, note="By the lift"))
        occasion.refresh_from_db()
        desk.post(address, venue_form(occasion, 20, edit_version=occasion.edit_version))
    venue.refresh_from_db()
    assert (heard, venue.sequence) == ([occasion.pk], 0)
