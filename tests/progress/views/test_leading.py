import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from courses.models import Occasion
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import OccasionStaff, Profile
from tests.progress.desk import make_organiser
from tests.progress.offers import make_course, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def occasion():
    return make_occasion(ends_on=SOON, begins_on=SOON)


@pytest.fixture
def liv(client, occasion):
    person = make_person("Liv Sand")
    OccasionStaff.objects.create(person=person, occasion=occasion)
    client.force_login(person)
    return person


def participants(occasion) -> str:
    return reverse("progress:print_participants", args=[occasion.pk])


def test_participants_stand_by_venue_and_role_with_their_numbers(client, occasion, liv):
    oslo = make_pool(occasion, 5)
    register(person=make_person("Bo Dahl"), pool=oslo)
    register(person=make_person("Ane Berg"), pool=oslo)
    register(person=make_person("Siw Lie"), pool=make_pool(occasion, None, role="observer"))
    group = make_pool(occasion, None, kind="group", name="Gruppe")
    register(person=make_person("Per Vik"), pool=group, headcount=7, group_name="Fjord")
    read = client.get(participants(occasion)).context["participants"]
    assert (read.people, read.by_role) == (10, {"Participant": 9, "Observer": 1})
    assert [one.name for one in read.venues[0].pools[0].participants] == ["Ane Berg", "Bo Dahl"]
    assert "2 of 5" in client.get(participants(occasion)).content.decode()


def test_who_withdrew_is_not_a_participant(client, occasion, liv):
    withdraw(registration=register(person=make_person("Bo Dahl"), pool=make_pool(occasion)))
    assert "Bo Dahl" not in client.get(participants(occasion)).content.decode()


def test_a_protected_identity_stands_under_its_alias(client, occasion, liv):
    bo = make_person("Bo Dahl")
    Profile.objects.create(person=bo, is_protected=True, alias="Linerle")
    register(person=bo, pool=make_pool(occasion))
    page = client.get(participants(occasion)).content.decode()
    assert "Linerle" in page
    assert "Bo Dahl" not in page
    assert "bo.dahl" not in page


def test_only_those_who_lead_the_occasion_see_its_participants(client, occasion, liv):
    other = make_occasion(make_course("annet"))
    assert client.get(participants(occasion)).status_code == 200
    assert client.get(participants(other)).status_code == 403
    nowhere = reverse("progress:print_participants", args=[0])
    assert client.get(nowhere, follow=True).status_code == 404
    assert client.post(participants(occasion)).status_code == 405
    client.logout()
    assert client.get(participants(occasion)).status_code == 302


def test_one_sees_the_occasions_one_leads_ahead_and_past(client, occasion, liv):
    past = make_occasion(make_course("var"), ends_on=date(2020, 1, 1))
    OccasionStaff.objects.create(person=liv, occasion=past, role="facilitator")
    make_occasion(make_course("annet"))
    register(person=make_person("Bo Dahl"), pool=make_pool(occasion))
    leading = reverse("progress:leading")
    ahead = client.get(leading).context["rows"]
    assert [(led, led.people) for led in ahead] == [(occasion, 1)]
    assert list(client.get(leading, {"past": 1}).context["rows"]) == [past]


def test_who_leads_nothing_is_told_so(client):
    client.force_login(make_person())
    assert "You lead no occasion yet" in client.get(reverse("progress:leading")).content.decode()


def test_an_organiser_who_leads_nothing_has_the_occasions_in_the_menu(client, occasion):
    menu = '<a href="/leading/">Occasions</a>'
    client.force_login(make_organiser())
    assert menu in client.get(reverse("progress:my")).content.decode()
    client.force_login(make_person())
    assert "/leading/" not in client.get(reverse("progress:my")).content.decode()


def test_an_occasion_without_venues_says_so(client, occasion, liv):
    assert "No venue yet" in client.get(participants(occasion)).content.decode()


def test_both_lists_cost_the_same_at_one_and_at_thirty_rows(
    client, occasion, liv, django_assert_num_queries
):
    pool = make_pool(occasion, None)
    register(person=make_person("P 0"), pool=pool)
    pages = {participants(occasion): 10, reverse("progress:leading"): 7}
    for page in pages:
        client.get(page)
    for number in range(30):
        for page, queries in pages.items() if number in (0, 29) else ():
            with django_assert_num_queries(queries):
                client.get(page)
        register(person=make_person(f"P {number + 1}"), pool=pool)
        led = make_occasion(make_course(f"kurs-{number}"), ends_on=SOON)
        OccasionStaff.objects.create(person=liv, occasion=led)


def test_a_thousand_occasions_are_paged_searched_sorted_and_exported(
    client, liv, django_assert_num_queries
):
    course = make_course("kor", title="Kor")
    Occasion.objects.bulk_create(
        Occasion(
            course=course,
            slug=f"no-{number}",
            title=f"No. {number:03}",
            timezone="Europe/Oslo",
            begins_on=SOON + timedelta(days=1000 - number),
            ends_on=SOON + timedelta(days=1001 - number),
        )
        for number in range(1000)
    )
    led = [
        OccasionStaff(person=liv, occasion=one) for one in Occasion.objects.filter(course=course)
    ]
    OccasionStaff.objects.bulk_create(led)
    client.get("/leading/")
    with django_assert_num_queries(7):
        leaf = client.get("/leading/", {"sort": "-occasion", "page": "2"}).context["leaf"]
    assert (leaf.paginator.count, leaf.paginator.num_pages) == (1001, 21)
    assert leaf.object_list[0].title == "No. 950"
    sorts = {"date": "No. 999", "-date": "No. 000", "people": "No. 999", "no-such": "No. 999"}
    for sort, first in sorts.items():
        rows = client.get("/leading/", {"sort": sort, "search": "No."}).context["rows"]
        assert rows[0].title == first
    page = client.get("/leading/", {"sort": "date", "search": "077"}).content.decode()
    assert 'aria-sort="ascending"' in page
    assert "/leading.csv?sort=date&amp;search=077" in page
    lines = (
        client.get("/leading.csv?sort=date&search=07").getvalue().decode("utf-8-sig").split("\r\n")
    )
    assert lines[0] == "Occasion,Date,Last day,State,Participants"
    assert lines[1].startswith("Kor: No. 907,")
    assert lines[1].endswith(",Open for registration,0")
    book = load_workbook(io.BytesIO(client.get("/leading.xlsx").getvalue()))
    assert book.active.max_row == 1002


def test_the_file_of_occasions_has_those_that_one_leads_and_no_other(client, occasion, liv):
    make_occasion(make_course("other", title="Other"), ends_on=SOON)
    text = client.get("/leading.csv").getvalue().decode()
    assert "Seminar" in text
    assert "Other" not in text
