"""An editor runs occasions, venues and seats without a manual."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from courses.models import DatedCoursePage, Meeting, Occasion, SeatPool, Venue
from tests.courses.admin.forms import errors, occasion_form, venue_form


def test_an_occasion_is_made_from_days_as_people_write_them(desk, course):
    data = occasion_form(
        course,
        {"on": "torsdag 27. april 2023", "start": "10:00", "end": "14:30", "counts": "on"},
        milestones=[{"label": "Contract meeting", "when": "januar 2019"}],
        closes="Fredag 21. april 2023",
    )
    response = desk.post(reverse("occasions:add"), data)
    made = Occasion.objects.get()
    assert response.url == reverse("occasions:edit", args=[made.pk])
    assert made.closes_at == datetime(2023, 4, 21, 22, 0, tzinfo=UTC)
    assert not made.closes_has_time
    assert made.begins_on == date(2023, 4, 27)
    meeting = made.meetings.get()
    assert meeting.starts_at == datetime(2023, 4, 27, 8, 0, tzinfo=UTC)
    assert meeting.ends_at == datetime(2023, 4, 27, 12, 30, tzinfo=UTC)
    assert made.milestones.get().when == "2019-01"


def test_a_weekday_that_does_not_fit_its_date_is_named(desk, course):
    response = desk.post(
        reverse("occasions:add"), occasion_form(course, closes="Fredag 22. april 2023")
    )
    (message,) = errors(response)["closes"]
    assert "22 april 2023" in message
    assert "lördag" in message
    assert not Occasion.objects.exists()


def test_a_day_without_times_stays_one(desk, course):
    desk.post(reverse("occasions:add"), occasion_form(course, {"on": "28.10.2022"}))
    meeting = Meeting.objects.get()
    assert (meeting.day, meeting.starts_at) == (date(2022, 10, 28), None)


@pytest.mark.parametrize(
    "row",
    [
        {"on": "28.10.2022", "start": "10:00"},
        {"on": "oktober 2022", "start": "10:00", "end": "12:00"},
        {"on": "28.10.2022", "start": "12:00", "end": "10:00"},
        {"on": "27.3.2022", "start": "02:30", "end": "04:00"},
        {"on": "32.10.2022"},
    ],
)
def test_a_meeting_that_cannot_be_is_refused(desk, course, row):
    response = desk.post(reverse("occasions:add"), occasion_form(course, row))
    assert response.context["form"].formsets["meetings"].errors[0]
    assert not Occasion.objects.exists()


def test_another_zone_keeps_the_wall_clock(desk, course):
    row = {"on": "27.4.2023", "start": "10:00", "end": "11:00"}
    desk.post(reverse("occasions:add"), occasion_form(course, row))
    made, meeting = Occasion.objects.get(), Meeting.objects.get()
    data = occasion_form(course, row | {"id": meeting.pk}, timezone="Europe/Helsinki")
    desk.post(reverse("occasions:edit", args=[made.pk]), data)
    meeting.refresh_from_db()
    assert meeting.starts_at == datetime(2023, 4, 27, 7, 0, tzinfo=UTC)


def test_a_form_left_open_does_not_undo_what_an_action_did_meanwhile(desk, course, occasion):
    Occasion.objects.filter(pk=occasion.pk).update(state="cancelled", lock_version=7)
    desk.post(reverse("occasions:edit", args=[occasion.pk]), occasion_form(course, title="New"))
    occasion.refresh_from_db()
    assert (occasion.title, occasion.state, occasion.lock_version) == ("New", "cancelled", 8)


def test_registration_cannot_close_before_it_opens(desk, course):
    data = occasion_form(course, opens="2023-04-02", closes="2023-04-01")
    assert "closes" in errors(desk.post(reverse("occasions:add"), data))


def test_a_venue_gets_one_number_of_seats_for_each_role(desk, occasion):
    data = venue_form(occasion, 300, observer_offer="unlimited")
    desk.post(reverse("venues:add"), data)
    pools = dict(SeatPool.objects.values_list("role", "capacity"))
    assert pools == {"participant": 300, "observer": None}


def test_a_capacity_below_what_is_taken_is_refused_with_the_number(desk, occasion, venue):
    response = desk.post(reverse("venues:edit", args=[venue.pk]), venue_form(occasion, 3))
    assert "4" in errors(response)["participant"][0]
    assert SeatPool.objects.get().capacity == 10


def test_seats_taken_while_the_form_was_open_are_kept(desk, occasion, venue):
    desk.get(reverse("venues:edit", args=[venue.pk]))
    SeatPool.objects.update(taken=5)
    desk.post(reverse("venues:edit", args=[venue.pk]), venue_form(occasion, 12))
    assert (SeatPool.objects.get().capacity, SeatPool.objects.get().taken) == (12, 5)


@pytest.mark.parametrize("name", ["occasions", "venues"])
def test_neither_is_ever_deleted(desk, venue, name):
    pk = venue.occasion_id if name == "occasions" else venue.pk
    response = desk.post(f"/admin/{name}/delete/{pk}/", follow=True)
    assert response.status_code == 404
    assert Venue.objects.exists()
    assert Occasion.objects.exists()


def test_a_state_is_asked_before_it_is_changed(desk, occasion):
    address = reverse("occasions:state", args=[occasion.pk, "closed"])
    desk.get(address)
    occasion.refresh_from_db()
    assert occasion.state == "open"
    desk.post(address)
    occasion.refresh_from_db()
    assert occasion.state == "closed"


def test_an_occasion_where_people_hold_seats_is_not_cancelled(desk, occasion, venue):
    desk.post(reverse("occasions:state", args=[occasion.pk, "cancelled"]))
    occasion.refresh_from_db()
    assert occasion.state == "open"


def test_a_stranger_changes_no_state(client, occasion):
    response = client.post(reverse("occasions:state", args=[occasion.pk, "closed"]))
    assert response.status_code == 302
    occasion.refresh_from_db()
    assert occasion.state == "open"


def test_the_courses_own_page_lists_its_occasions_and_leads_to_them(desk, course, occasion):
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).content.decode()
    assert reverse("occasions:edit", args=[occasion.pk]) in page
    assert f"{reverse('occasions:add')}?course={course.pk}" in page


@pytest.mark.parametrize("name", ["occasions", "venues"])
def test_a_listing_costs_the_same_at_one_row_and_at_thirty(
    desk, catalogue, name, django_assert_max_num_queries
):
    def count():
        with django_assert_max_num_queries(40) as queries:
            assert desk.get(reverse(f"{name}:index")).status_code == 200
        return len(queries)

    def fill(number):
        course = catalogue.add_child(
            instance=DatedCoursePage(title=f"Course {number}", slug=f"course-{number}")
        )
        run = Occasion.objects.create(course=course, slug="run")
        venue = Venue.objects.create(occasion=run, slug="here", places=["Here"])
        SeatPool.objects.create(venue=venue, capacity=5)

    fill(0)
    count()  # warms what Wagtail caches
    at_one = count()
    for number in range(1, 30):
        fill(number)
    assert count() == at_one
