import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from progress.actions.register import register
from progress.models import Organisation, Registration, Transition
from progress.reports.audit import audit
from tests.progress.offers import make_course, make_occasion, make_pool
from tests.progress.staff import make_cast, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=60)
LIST = "/reports/places/"


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def pool():
    return make_pool(make_occasion(ends_on=SOON, begins_on=SOON), 3)


@pytest.fixture
def place(cast, pool):
    return register(person=cast.anna, pool=pool)


@pytest.fixture
def chief(client, cast):
    client.force_login(cast.chief)
    return cast.chief


def names(answer) -> list[str]:
    return [row.name for row in answer.context["rows"]]


def swap(registration) -> str:
    return reverse("progress:swap_place", args=[registration.pk])


def test_ones_people_stand_with_where_they_go_and_those_protected_are_counted(
    client, cast, pool, place, chief
):
    for who in (cast.cia, cast.ylva, cast.bo):
        register(person=who, pool=pool, wait=True)
    past = make_occasion(make_course("past"), ends_on=TODAY - timedelta(days=1))
    Registration.objects.create(
        person=cast.bo, occasion=past, pool=make_pool(past), state="withdrawn"
    )
    answer = client.get(LIST)
    rows = [
        (row.name, row.school, row.course, row.where, row.state) for row in answer.context["rows"]
    ]
    assert rows == [
        ("Anna Ås", "Luleå kulturskola", "Seminar", "Oslo", "Registered"),
        ("Bo Ek", "Luleå kulturskola", "Seminar", "Oslo", "On the waiting list"),
    ]
    page = answer.content.decode()
    assert "Ylva" not in page
    assert "And 1 person with protected identity" in page
    assert "Ylva" not in client.get("/reports/places.csv").getvalue().decode()


def test_it_is_narrowed_by_state_course_period_and_name(client, cast, pool, place, chief):
    later = make_occasion(
        make_course("later", title="Later"), begins_on=SOON + timedelta(1), ends_on=None,
        intake="approval",
    )  # fmt: skip
    register(person=cast.bo, pool=make_pool(later))
    key = later.course.translation_key
    for asked, expected in {
        "": ["Anna Ås", "Bo Ek"],
        "state=confirmed": ["Anna Ås"],
        "state=to-approve": ["Bo Ek"],
        "state=queued": [],
        f"course={key}": ["Bo Ek"],
        f"end={SOON}": ["Anna Ås"],
        "search=ek": ["Bo Ek"],
        "sort=-name": ["Bo Ek", "Anna Ås"],
        f"organisation={cast.county.pitea.pk}": ["Anna Ås", "Bo Ek"],  # not theirs: not understood
    }.items():
        assert names(client.get(f"{LIST}?{asked}")) == expected, asked


def test_a_place_goes_to_a_colleague(client, cast, place, chief):
    page = client.get(swap(place)).content.decode()
    assert "Who goes instead of Anna Ås?" in page
    assert "Bo Ek" in page
    assert "Cia" not in page
    assert "Ylva" not in page
    answer = client.post(swap(place), {"to": cast.bo.pk}, follow=True)
    assert "Bo Ek has the place now, and Anna Ås has been told." in answer.content.decode()
    assert names(answer) == ["Bo Ek"]
    place.refresh_from_db()
    assert place.state == "withdrawn"
    assert place.transitions.last().by.pk == chief.pk
    assert list(audit()) == []


def test_twice_is_told(client, cast, place, chief):
    client.post(swap(place), {"to": cast.bo.pk})
    again = client.post(swap(place), {"to": cast.didrik.pk})
    assert "Only a place that you have can be handed over." in again.content.decode()
    assert Registration.objects.confirmed().get().person == cast.bo


@pytest.mark.parametrize("name", ["cia", "ylva", "anna", "nobody"])
def test_only_another_of_ones_own_people_can_have_it(client, cast, place, chief, name):
    to = "x" if name == "nobody" else getattr(cast, name).pk
    answer = client.post(swap(place), {"to": to})
    assert "Choose who gets the place." in answer.content.decode()
    assert Registration.objects.confirmed().get().person == cast.anna


def test_after_its_day_no_place_is_swapped(client, cast, place, chief):
    yesterday = timezone.now() - timedelta(days=1)
    type(place.occasion).objects.update(hand_over_until_at=yesterday)
    page = client.get(swap(place)).content.decode()
    assert "Places could be handed over until" in page
    assert "Give them the place" not in page
    client.post(swap(place), {"to": cast.bo.pk})
    assert Registration.objects.confirmed().get().person == cast.anna


def test_what_has_begun_has_no_link_to_swap(client, cast, place, chief):
    assert swap(place) in client.get(LIST).content.decode()
    type(place.occasion).objects.update(begins_on=TODAY - timedelta(days=1))
    assert names(client.get(LIST)) == ["Anna Ås"]
    assert swap(place) not in client.get(LIST).content.decode()


def test_the_address_for_taking_part_is_for_those_with_a_seat(client, cast, place, chief):
    type(place.pool.venue).objects.update(join_url="https://example.org/secret")
    assert "secret" not in client.get(swap(place)).content.decode()


def test_other_managers_and_teachers_swap_nothing(client, cast, pool, place):
    assert client.get(swap(place)).url.startswith("/accounts/login/")
    assert client.get(LIST).url.startswith("/accounts/login/")
    client.force_login(cast.bo)
    assert client.get(LIST).status_code == 403
    assert client.post(swap(place), {"to": cast.bo.pk}).status_code == 403
    client.force_login(cast.other_chief)
    assert client.get(swap(place)).status_code == 404
    assert client.post(swap(place), {"to": cast.cia.pk}).status_code == 404
    assert names(client.get(LIST)) == []
    client.force_login(cast.chief)
    assert client.put(swap(place)).status_code == 405
    assert client.post(LIST).status_code == 405
    protected = register(person=cast.ylva, pool=pool)
    assert client.get(swap(protected)).status_code == 404
    assert Registration.objects.confirmed().count() == 2


def test_a_place_for_another_school_is_the_other_managers_to_swap(client, cast, pool):
    place = register(person=cast.didrik, pool=pool, workplace=cast.county.pitea_school)
    client.force_login(cast.chief)
    answer = client.get(LIST)
    assert names(answer) == ["Didrik Två"]
    assert swap(place) not in answer.content.decode()
    assert client.get(swap(place)).status_code == 404
    client.force_login(cast.other_chief)
    assert client.get(swap(place)).status_code == 200


def many(cast, pool, number: int) -> None:
    model = type(cast.anna)
    school = Organisation.objects.get(name="Luleå kulturskola")
    people = model.objects.bulk_create(
        model(email=f"p{n}@example.org", name=f"Person {n:04}") for n in range(number)
    )
    school.memberships.model.objects.bulk_create(
        school.memberships.model(person=person, organisation=school) for person in people
    )
    made = Registration.objects.bulk_create(
        Registration(
            person=person, occasion=pool.venue.occasion, pool=pool, state="queued", workplace=school
        )
        for person in people
    )
    Transition.objects.bulk_create(
        Transition(registration=one, to_state="queued", pool=pool) for one in made
    )


def test_a_thousand_hold_paged_searched_sorted_and_exported(client, cast, pool, chief):
    many(cast, pool, 1000)
    first = client.get(f"{LIST}?sort=-name")
    assert len(names(first)) == 50
    assert names(first)[0] == "Person 0999"
    assert names(client.get(f"{LIST}?sort=name&page=20"))[-1] == "Person 0999"
    assert names(client.get(f"{LIST}?search=0123")) == ["Person 0123"]
    text = client.get("/reports/places.csv?sort=-name").getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))[1:]
    assert len(rows) == 1000
    assert [row[0] for row in rows[:50]] == names(first)
    sheet = load_workbook(
        io.BytesIO(client.get("/reports/places.xlsx?sort=-name").getvalue())
    ).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [row[0] for row in rows]


@pytest.mark.parametrize("door", ["list", "swap"])
def test_it_costs_the_same_at_one_and_at_thirty_rows(
    client, cast, pool, place, chief, door, django_assert_num_queries, django_assert_max_num_queries
):
    address = LIST if door == "list" else swap(place)
    client.get(address)
    with django_assert_max_num_queries(16) as few:
        client.get(address)
    many(cast, pool, 30)
    make_member("En Till", cast.county.lulea_school)
    with django_assert_num_queries(len(few)):
        client.get(address)
