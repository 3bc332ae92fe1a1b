from datetime import timedelta

import icalendar
import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from courses.models import DatedCoursePage, Meeting, Occasion
from progress.actions.renew_calendar_key import renew_calendar_key
from progress.models import CalendarKey, Profile
from tests.progress import packages
from tests.progress.invited import change, make_seminar, take
from tests.progress.offers import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
RENEW = "/my/calendar/"


@pytest.fixture
def ane():
    return make_person()


def address(person) -> str:
    return reverse("progress:calendar", args=[renew_calendar_key(person=person).key])


def seminar(slug: str = "seminar", days: int = 30):
    """So many days from now; past ones have a negative number."""
    pool = make_seminar(slug)
    start = timezone.now() + timedelta(days=days)
    Meeting.objects.filter(occasion=pool.venue.occasion_id).update(
        starts_at=start, ends_at=start + timedelta(hours=4)
    )
    Occasion.objects.filter(pk=pool.venue.occasion_id).update(
        begins_on=start.date(), ends_on=start.date()
    )
    return pool


def entries(client, url: str) -> list[icalendar.Event]:
    answer = client.get(url)
    assert answer.status_code == 200
    return icalendar.Calendar.from_ical(answer.content).events


def test_whoever_has_the_address_reads_it_without_signing_in(client, ane):
    place = take(seminar(), ane)
    answer = client.get(address(ane))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    (event,) = icalendar.Calendar.from_ical(answer.content).events
    assert (event["status"], event["sequence"]) == ("CONFIRMED", 0)
    assert event["url"].endswith(f"/my/places/{place.pk}/")


@pytest.mark.parametrize("key", ["no-such-key", "x" * 64, "../my", "%00"])
def test_a_wrong_key_finds_nothing(client, ane, key):
    take(seminar(), ane)
    address(ane)
    assert client.get(f"/calendar/{key}.ics").status_code == 404


def test_an_account_that_is_closed_has_no_feed(client, ane):
    url = address(ane)
    get_user_model().objects.update(is_active=False)
    assert client.get(url).status_code == 404


def test_it_is_read_and_never_written_to(client, ane):
    assert client.post(address(ane)).status_code == 405


def test_nobody_elses_place_is_in_it(client, ane):
    pool = seminar()
    take(pool, make_person("Bo Ek"))
    mine = take(pool, ane)
    (event,) = entries(client, address(ane))
    assert f"-{mine.pk}@" in event["uid"]


def test_it_holds_confirmed_places_of_the_last_year_and_no_queue(client, ane):
    soon = take(seminar("soon"), ane)
    past = take(seminar("past", days=-300), ane)
    take(seminar("long-past", days=-400), ane)
    take(seminar("waiting"), ane, state="queued")
    assert {event["uid"].split("-")[-1] for event in entries(client, address(ane))} == {
        f"{place.pk}@example.org" for place in (soon, past)
    }


@pytest.mark.parametrize("state", ["withdrawn", "cancelled", "needs_choice"])
def test_a_place_that_was_lost_stands_as_cancelled_for_ninety_days(client, ane, state):
    now = timezone.now()
    place = take(seminar(), ane, now=now)
    url = address(ane)
    uid = entries(client, url)[0]["uid"]
    change(place, state, now=now - timedelta(days=80))
    (event,) = entries(client, url)
    assert (event["uid"], event["status"], event["sequence"]) == (uid, "CANCELLED", 1)
    place.transitions.update(at=now - timedelta(days=91))
    assert entries(client, url) == []


def test_who_only_waited_has_nothing_to_cancel(client, ane):
    change(take(seminar(), ane, state="queued"), "withdrawn", now=timezone.now())
    assert entries(client, address(ane)) == []


def test_it_is_in_the_persons_own_language(client, ane):
    pool = seminar()
    Profile.objects.create(person=ane, language="en")
    other = DatedCoursePage(
        title="The arts school day",
        slug="day",
        translation_key=pool.venue.occasion.course.translation_key,
        locale=packages.catalogue("en").locale,
    )
    packages.catalogue("en").add_child(instance=other)
    take(pool, ane)
    assert entries(client, address(ane))[0]["summary"] == "The arts school day"


def test_a_person_with_a_protected_identity_has_a_feed_without_any_name(client, ane):
    Profile.objects.create(person=ane, is_protected=True, alias="Deltaker 4")
    take(seminar(), ane)
    url = address(ane)
    text = client.get(url).content.decode()
    assert "BEGIN:VEVENT" in text
    for word in ("ATTENDEE", "Ane", "Berg", "ane.berg", "Deltaker 4"):
        assert word not in text


def test_it_costs_the_same_at_one_and_at_thirty(client, ane, django_assert_num_queries):
    take(seminar("s-0"), ane)
    url = address(ane)
    client.get(url)
    with django_assert_num_queries(4):
        assert len(entries(client, url)) == 1
    for number in range(1, 30):
        take(seminar(f"s-{number}"), ane)
    with django_assert_num_queries(4):
        assert len(entries(client, url)) == 30


def test_an_address_is_made_and_renewed_and_the_old_one_answers_no_more(client, ane):
    client.force_login(ane)
    page = client.get("/my/").content.decode()
    assert "Make an address for my calendar" in page
    assert ".ics" not in page
    assert client.post(RENEW).url == "/my/#calendar"
    first = CalendarKey.objects.get().key
    page = client.get("/my/").content.decode()
    assert f'value="http://127.0.0.1:8000/calendar/{first}.ics"' in page
    assert f'href="webcal://127.0.0.1:8000/calendar/{first}.ics"' in page
    assert "stops working" in page
    client.post(RENEW)
    second = CalendarKey.objects.get().key
    assert second != first
    assert client.get(f"/calendar/{first}.ics").status_code == 404
    assert client.get(f"/calendar/{second}.ics").status_code == 200


def test_only_who_is_signed_in_makes_an_address_and_only_by_a_post(client, ane):
    assert client.post(RENEW).url.startswith("/accounts/login/")
    client.force_login(ane)
    assert client.get(RENEW).status_code == 405
    assert not CalendarKey.objects.exists()


def test_ones_address_is_on_ones_own_page_alone(client, ane):
    key = renew_calendar_key(person=ane).key
    client.force_login(make_person("Bo Ek"))
    assert key not in client.get("/my/").content.decode()


def test_an_address_goes_with_the_account_and_keeps_nobody(admin_client, ane):
    bo = make_person("Bo Ek")
    for person in (ane, bo):
        renew_calendar_key(person=person)
    url = reverse("wagtailusers_users:delete", args=[ane.pk])
    assert "inactive instead" not in admin_client.get(url).content.decode()
    assert CalendarKey.objects.count() == 2
    admin_client.post(url)
    many = reverse("wagtail_bulk_action", args=["cms", "user", "delete"]) + f"?id={bo.pk}"
    admin_client.post(many)
    assert not get_user_model().objects.filter(pk__in=[ane.pk, bo.pk]).exists()
    assert not CalendarKey.objects.exists()
