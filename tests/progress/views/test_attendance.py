import pytest
from django.urls import reverse

from progress.actions.mark_attendance import mark_attendance
from progress.actions.register import register
from progress.models import Attendance, Certificate, OccasionStaff, Profile, Registration
from progress.reports.audit import audit
from progress.views import closing
from tests.progress.desk import make_organiser
from tests.progress.meetings import make_day, make_meeting
from tests.progress.offers import NOW, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
JSON = {"Accept": "application/json"}


@pytest.fixture
def day():
    return make_day()


@pytest.fixture
def oslo(day):
    return make_pool(day[0], None)


@pytest.fixture
def liv(client, day):
    person = make_person("Liv Sand")
    OccasionStaff.objects.create(person=person, occasion=day[0])
    client.force_login(person)
    return person


@pytest.fixture
def ane(oslo):
    return register(person=make_person(), pool=oslo, now=NOW)


@pytest.fixture(autouse=True)
def _audited():
    yield
    assert list(audit()) == []


def address(day, name="attendance_meeting") -> str:
    args = [day[0].pk] if name in ("attendance", "close_occasion") else [day[0].pk, day[1].pk]
    return reverse(f"progress:{name}", args=args)


def tap(client, day, place, do="present", **more):
    return client.post(address(day), {"registration": place.pk, "do": do} | more)


def test_a_tap_marks_the_whole_length_and_another_takes_it_away(client, day, liv, ane):
    answer = tap(client, day, ane, q="ane")
    assert answer.url == f"{address(day)}?q=ane#person-{ane.pk}"
    assert Attendance.objects.get().minutes == 180
    tap(client, day, ane)
    assert Attendance.objects.count() == 1
    page = client.get(address(day)).content.decode()
    assert 'aria-pressed="true"' in page
    assert "3:00" in page
    tap(client, day, ane, do="absent")
    assert not Attendance.objects.exists()


def test_the_script_is_told_what_is_stored(client, day, liv, ane):
    answer = client.post(
        address(day), {"registration": ane.pk, "do": "hours", "hours": "1,5"}, headers=JSON
    )
    assert answer.json() == {
        "present": True,
        "hours": "1:30",
        "said": "Saved: Ane Berg, present 1:30",
        "marked": 1,
    }


@pytest.mark.parametrize("hours", ["soon", "4", "0"])
def test_a_wrong_time_is_said_and_nothing_is_stored(client, day, liv, ane, hours):
    sent = {"registration": ane.pk, "do": "hours", "hours": hours}
    answer = client.post(address(day), sent, headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert "Ane Berg: " in client.post(address(day), sent, follow=True).content.decode()
    assert not Attendance.objects.exists()


def test_a_meeting_without_times_asks_how_long_it_was(client, day, oslo, liv, ane):
    whole = make_meeting(day[0], day="2023-04-27")
    url = reverse("progress:attendance_meeting", args=[day[0].pk, whole.pk])
    assert "How long was it" in client.get(url).content.decode()
    assert (
        client.post(url, {"registration": ane.pk, "do": "present"}, headers=JSON).status_code == 422
    )
    client.post(url, {"registration": ane.pk, "do": "present", "length": "6"})
    assert Attendance.objects.get().minutes == 360


def test_everyone_else_is_present_at_a_tap(client, day, oslo, liv, ane):
    register(person=make_person("Bo Dahl"), pool=oslo, now=NOW)
    tap(client, day, ane, do="hours", hours="1")
    page = client.post(address(day), {"do": "all"}, follow=True).content.decode()
    assert "1 more is present." in page
    assert sorted(Attendance.objects.values_list("minutes", flat=True)) == [60, 180]


def test_a_protected_identity_stands_and_is_found_under_its_alias(client, day, oslo, liv):
    ylva = make_person("Ylva Skyddad")
    Profile.objects.create(person=ylva, is_protected=True, alias="Linerle")
    place = register(person=ylva, pool=oslo, now=NOW)
    said = client.post(
        address(day), {"registration": place.pk, "do": "present"}, headers=JSON
    ).json()["said"]
    pages = client.get(address(day)).content.decode() + said
    assert "Linerle" in pages
    assert "Ylva" not in pages
    assert [one.name for one in client.get(address(day), {"q": "linerle"}).context["leaf"]]
    assert not client.get(address(day), {"q": "Ylva"}).context["leaf"].object_list


def test_who_stands_in_the_door_is_added_and_present(client, day, oslo, liv):
    sent = {"name": "Kari Nes", "email": "kari@example.org", "pool": oslo.pk, "hours": "3:00"}
    for _ in range(2):
        assert client.post(address(day, "walk_in"), sent).url == address(day)
    assert Registration.objects.get().person.name == "Kari Nes"
    assert Attendance.objects.get().minutes == 180


@pytest.mark.parametrize(
    ("field", "value"), [("hours", "9:00"), ("email", "kari"), ("name", ""), ("pool", "0")]
)
def test_what_is_wrong_of_a_walk_in_stands_beside_its_field(client, day, oslo, liv, field, value):
    sent = {"name": "Kari", "email": "kari@example.org", "pool": oslo.pk, "hours": "3:00"}
    form = client.post(address(day, "walk_in"), sent | {field: value}).context["form"]
    assert field in form.errors
    assert not Registration.objects.exists()


def test_the_close_page_says_what_is_missing_and_closes(client, day, oslo, liv, ane):
    bo = register(person=make_person("Bo Dahl"), pool=oslo, now=NOW)
    for meeting in day[1:]:
        mark_attendance(registration=ane, meeting=meeting, minutes=180, by=liv)
    mark_attendance(registration=bo, meeting=day[1], minutes=60, by=liv)
    page = client.get(address(day, "close_occasion"))
    assert page.context["list"].short[0].missing == "3 h 30 min"
    assert "Bo Dahl" in page.content.decode()
    for completed in (1, 0):
        said = client.post(address(day, "close_occasion"), follow=True).content.decode()
        assert f"Completed now: {completed}." in said
    assert Certificate.objects.get().person == ane.person


def test_an_organiser_may_and_others_may_not(client, day, oslo, ane):
    urls = [address(day, name) for name in ("attendance", "attendance_meeting", "walk_in",
                                            "close_occasion")]  # fmt: skip
    for url in urls:
        assert client.get(url).status_code == 302
        assert client.post(url).status_code == (405 if url == urls[0] else 302)
    client.force_login(ane.person)
    assert {client.get(url).status_code for url in urls} == {403}
    assert {client.post(url).status_code for url in urls[1:]} == {403}
    client.force_login(make_organiser())
    assert {client.get(url).status_code for url in urls} == {200}
    assert client.post(address(day, "attendance")).status_code == 405
    assert not Attendance.objects.exists()


def test_what_is_of_another_occasion_is_not_found(client, day, liv, ane):
    other = make_day("annen")
    url = reverse("progress:attendance_meeting", args=[day[0].pk, other[1].pk])
    assert client.get(url, follow=True).status_code == 404
    stranger = register(person=ane.person, pool=make_pool(other[0]), now=NOW)
    assert tap(client, day, stranger).status_code == 404
    assert tap(client, day, ane, registration="x").status_code == 404


@pytest.mark.parametrize(
    ("name", "queries"), [("attendance", 9), ("attendance_meeting", 9), ("close_occasion", 24)]
)
def test_each_page_costs_the_same_at_one_and_at_thirty(
    client, day, oslo, liv, ane, name, queries, django_assert_num_queries
):
    mark_attendance(registration=ane, meeting=day[1], minutes=60, by=liv)
    client.get(address(day, name))
    for number in range(30):
        if number in (0, 29):
            with django_assert_num_queries(queries):
                client.get(address(day, name))
        place = register(person=make_person(f"P {number}"), pool=oslo, now=NOW)
        mark_attendance(registration=place, meeting=day[1], minutes=60, by=liv)


def test_a_hundred_stand_on_a_page(client, day, oslo, liv):
    for number in range(101):
        register(person=make_person(f"P {number:03}"), pool=oslo, now=NOW, tell=False)
    assert len(client.get(address(day)).context["leaf"].object_list) == 100
    assert len(client.get(address(day), {"page": 2}).context["leaf"].object_list) == 1


def test_closing_says_how_many_are_left_for_the_next_time(client, day, oslo, liv, ane, monkeypatch):
    monkeypatch.setattr(closing, "AT_ONCE", 0)
    for place in (ane, register(person=make_person("Bo Dahl"), pool=oslo, now=NOW)):
        for meeting in day[1:]:
            mark_attendance(registration=place, meeting=meeting, minutes=180, by=liv)
    said = client.post(address(day, "close_occasion"), follow=True).content.decode()
    assert "Completed now: 1." in said
    assert "1 more is left: close it again to go on." in said
    assert (
        "is left" not in client.post(address(day, "close_occasion"), follow=True).content.decode()
    )
