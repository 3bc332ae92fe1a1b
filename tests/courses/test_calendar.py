"""The public file of an occasion, on the real cases."""

from datetime import UTC, date, datetime

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from courses.actions.update_meetings import update_meetings
from courses.models import DatedCoursePage, Meeting, Occasion, Venue
from courses.reports.calendar import occasion_calendar
from tests.courses import cases

pytestmark = pytest.mark.django_db
NOW = datetime(2022, 9, 1, 8, tzinfo=UTC)


def address(occasion: Occasion, course: str = "") -> str:
    return reverse(
        "courses:occasion_calendar", args=[course or occasion.course.slug, occasion.slug]
    )


def read(client, occasion: Occasion) -> icalendar.Calendar:
    answer = client.get(address(occasion))
    assert answer.status_code == 200
    return icalendar.Calendar.from_ical(answer.content)


def on(day: date) -> Occasion:
    return Occasion.objects.get(meetings__day=day)


def add_times(occasion: Occasion, day: date) -> None:
    """As an editor's hand or a catalogue file gives a day its times."""
    wanted = [{"start": f"{day.isoformat()}T10:00", "end": f"{day.isoformat()}T15:00"}]
    update_meetings(occasion=occasion, venue=None, wanted=wanted)


def test_acc_s1_4_each_day_has_its_offset_once_times_are_added(client):
    """28 October is before the clocks are set back, and 4 November after it."""
    cases.county_tour()
    for day, offset in ((date(2022, 10, 28), "+02:00"), (date(2022, 11, 4), "+01:00")):
        occasion = on(day)
        before = read(client, occasion).events[0]
        assert before["dtstart"].dt == day
        add_times(occasion, day)
        calendar = read(client, occasion)
        assert calendar.events[0]["dtstart"].params["TZID"] == "Europe/Oslo"
        assert calendar.events[0].start.isoformat() == f"{day.isoformat()}T10:00:00{offset}"
        assert calendar.events[0].end.isoformat() == f"{day.isoformat()}T15:00:00{offset}"
        assert calendar.get_missing_tzids() == set()
        assert calendar.events[0]["uid"] == before["uid"]


def test_it_is_a_file_that_a_calendar_opens(client):
    cases.county_tour()
    answer = client.get(address(on(date(2022, 10, 24))))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'inline; filename="erfaringsdeling-2022-samling-0.ics"'
    assert answer["Cache-Control"] == "public, max-age=600"
    assert "Accept-Language" in answer["Vary"]


def test_the_place_is_as_decided_as_it_is(client):
    cases.county_tour()
    places = {day: read(client, on(day)).events[0]["location"] for _, day, _ in cases.TOUR}
    assert places[date(2022, 10, 24)] == "Gjøvik"
    assert places[date(2022, 11, 9)] == "Nettsamling"
    assert "Trondheim" in places[date(2022, 10, 25)] and "Stjørdal" in places[date(2022, 10, 25)]


def test_one_meeting_of_many_venues_names_those_that_run(client):
    event = read(client, cases.hybrid_seminar().occasions.get()).events[0]
    assert event["status"] == "CONFIRMED"
    assert "Førde; Oslo; Trondheim; Digitalt" in event["location"]
    assert "Bergen" not in event["location"]


def test_the_address_for_taking_part_is_in_no_public_file(client):
    occasion = cases.hybrid_seminar().occasions.get()
    Venue.objects.update(join_url="https://meet.example.org/secret")
    assert b"meet.example.org" not in client.get(address(occasion)).content


def test_what_was_called_off_stays_and_is_cancelled(client):
    occasion = cases.hybrid_seminar().occasions.get()
    Meeting.objects.create(occasion=occasion, day=date(2023, 4, 28), title="Etterpå")
    occasion.meetings.filter(title="").update(cancelled_at=NOW, sequence=1)
    first, second = read(client, occasion).events
    assert (first["status"], first["sequence"]) == ("CANCELLED", 1)
    assert (second["status"], second["sequence"]) == ("CONFIRMED", 0)
    for state in ("cancelled", "postponed"):
        Occasion.objects.update(state=state)
        assert {event["status"] for event in read(client, occasion).events} == {"CANCELLED"}


def test_a_meeting_of_a_cancelled_venue_is_cancelled(client):
    occasion = cases.hybrid_seminar().occasions.get()
    bergen = Venue.objects.get(places=["Bergen"])
    Meeting.objects.create(occasion=occasion, day=date(2023, 4, 28), venue=bergen)
    event = read(client, occasion).events[1]
    assert (event["status"], event["location"]) == ("CANCELLED", "Bergen")


def test_a_month_alone_is_in_no_calendar(client):
    occasion = cases.guidance_round().occasions.get()
    Meeting.objects.create(occasion=occasion, when="2019-01")
    assert read(client, occasion).events == []


@pytest.mark.parametrize(
    "closed", [{"live": False}, {"visibility": "invited"}, {"archived_at": timezone.now()}]
)
def test_only_a_course_for_everyone_has_one(client, closed):
    occasion = cases.hybrid_seminar().occasions.get()
    DatedCoursePage.objects.update(**closed)
    assert client.get(address(occasion)).status_code == 404


def test_whom_the_page_is_closed_to_finds_no_file(client, admin_client):
    page = cases.hybrid_seminar()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    occasion = page.occasions.get()
    assert client.get(address(occasion)).status_code == 404
    answer = admin_client.get(address(occasion))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private")


def test_an_occasion_that_is_not_there_has_none(client):
    occasion = cases.hybrid_seminar().occasions.get()
    assert client.get(address(occasion)).status_code == 200
    assert client.post(address(occasion)).status_code == 405
    Occasion.objects.update(archived_at=NOW)
    assert client.get(address(occasion)).status_code == 404
    assert client.get("/courses/no-such/dagen.ics").status_code == 404


def test_a_translation_tells_of_the_same_occasion_in_its_own_words(client):
    page = cases.hybrid_seminar()
    other = cases.course(
        "dialogseminar",
        "National dialogue seminar",
        language="en",
        translation_key=page.translation_key,
    )
    occasion = page.occasions.get()
    summaries = {
        language: icalendar.Calendar.from_ical(
            client.get(address(occasion), headers={"Accept-Language": language}).content
        ).events[0]["summary"]
        for language in ("nb", "en")
    }
    assert summaries == {"nb": page.title, "en": other.title}


def test_the_same_occasion_is_the_same_text_at_the_same_moment(django_assert_num_queries):
    occasion = cases.hybrid_seminar().occasions.get()
    occasion_calendar(occasion, now=NOW, language="nb")
    with django_assert_num_queries(2):
        once = occasion_calendar(occasion, now=NOW, language="nb")
    assert occasion_calendar(occasion, now=NOW, language="nb") == once


def test_the_page_leads_to_the_file_while_it_is_to_come(client):
    page = cases.hybrid_seminar()
    occasion = page.occasions.get()
    assert address(occasion) not in client.get(page.get_url()).content.decode()
    day = timezone.localdate() + timezone.timedelta(days=30)
    Meeting.objects.update(starts_at=None, ends_at=None, day=day)
    Occasion.objects.update(begins_on=day, ends_on=day, closes_at=None)
    assert f'href="{address(occasion)}"' in client.get(page.get_url()).content.decode()
    Occasion.objects.update(state="cancelled")
    assert address(occasion) not in client.get(page.get_url()).content.decode()


def test_of_several_each_link_says_which(client):
    page = cases.county_tour()
    later = date(timezone.localdate().year + 1, 5, 4)
    Meeting.objects.update(day=later)
    Occasion.objects.update(begins_on=later, ends_on=later)
    Occasion.objects.filter(slug="samling-0").update(title="Innlandet")
    html = client.get(page.get_url()).content.decode()
    assert html.count(".ics") == 8
    link = html.split(address(Occasion.objects.get(slug="samling-0")))[1].split("</a>")[0]
    assert '<span class="visually-hidden">: Innlandet</span>' in link
