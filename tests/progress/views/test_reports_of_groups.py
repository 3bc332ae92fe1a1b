"""A manager's reports of one study group: of their own organisations, on screen and in files."""

import pytest

from progress.actions.join_study_group import join_study_group
from progress.actions.leave_study_group import leave_study_group
from progress.actions.start_group import start_group
from tests.progress.packages import module, package, site, step
from tests.progress.staff import make_cast
from tests.progress.views.test_learning_queries import queries
from tests.progress.views.test_reports import (
    body,
    names_in_csv,
    names_in_xlsx,
    names_on_screen,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(client):
    site()
    cast = make_cast()
    cast.course = package()
    module(cast.course, step("Read"))
    cast.group = started_for(cast, "Staff on Thursdays")
    leave_study_group(group=cast.group, person=cast.bo)
    client.force_login(cast.chief)
    return cast


def started_for(cast, name, course=None):
    return start_group(
        course=course or cast.course,
        name=name,
        started_by=cast.chief,
        organisation=cast.county.lulea_school,
    )


def test_only_its_members_of_now_are_listed_the_same_in_files(client, cast):
    asked = f"?group={cast.group.pk}"
    listed = names_on_screen(client, f"/reports/{asked}")
    assert listed == ["Anna Ås", "Didrik Två"]
    assert names_in_csv(client, f"/reports.csv{asked}") == listed
    assert names_in_xlsx(client, f"/reports.xlsx{asked}") == listed
    everyone = names_on_screen(client, "/reports/")
    assert "Bo Ek" in everyone


def test_a_course_and_who_takes_it_are_narrowed_as_well(client, cast):
    key = cast.course.translation_key
    asked = f"?group={cast.group.pk}"
    assert names_on_screen(client, f"/reports/courses/{key}/{asked}") == ["Anna Ås", "Didrik Två"]
    assert len(names_on_screen(client, f"/reports/courses/{key}/")) == 3
    for door in ("/reports/courses/", "/reports/courses.csv"):
        page = client.get(f"{door}{asked}")
        assert page.status_code == 200
    text = body(client.get(f"/reports/courses.csv{asked}")).decode("utf-8-sig").splitlines()
    assert text[1].split(",")[1] == "2"


def test_one_who_joined_from_elsewhere_is_not_the_managers_to_see(client, cast):
    join_study_group(group=cast.group, person=cast.cia)
    assert "Cia Ö" not in names_on_screen(client, f"/reports/?group={cast.group.pk}")


def test_a_protected_member_stands_in_no_list_of_the_group(client, cast):
    join_study_group(group=cast.group, person=cast.ylva)
    assert len(names_on_screen(client, f"/reports/?group={cast.group.pk}")) == 2


def test_groups_of_other_organisations_and_teachers_own_are_not_to_choose(client, cast):
    own = start_group(course=cast.course, name="Just us", started_by=cast.anna)
    page = body(client.get("/reports/")).decode()
    assert "Staff on Thursdays" in page
    assert "Just us" not in page
    listed = names_on_screen(client, f"/reports/?group={own.pk}")
    assert listed == names_on_screen(client, "/reports/")  # not understood, and said
    assert "field__error" in body(client.get(f"/reports/?group={own.pk}")).decode()
    client.force_login(cast.other_chief)
    page = body(client.get("/reports/")).decode()
    assert "Staff on Thursdays" not in page
    assert 'name="group"' not in page


def test_a_coordinator_above_sees_the_groups_below(client, cast):
    client.force_login(cast.coordinator)
    assert names_on_screen(client, f"/reports/?group={cast.group.pk}") == ["Anna Ås", "Didrik Två"]


@pytest.mark.parametrize("door", ["/reports/", "/reports/courses/", "/reports.csv"])
def test_it_costs_the_same_at_one_group_and_at_thirty(client, cast, door):
    where = f"{door}?group={cast.group.pk}"
    client.get(door)
    few = queries(lambda: body(client.get(where)))
    for number in range(30):
        course = package(f"more-{number}", revised=False)
        module(course, step("Read"), revised=False)
        started_for(cast, f"Group {number}", course)
    assert queries(lambda: body(client.get(where))) == few <= 16
