"""A manager's way, by keyboard alone: sign in, filter, open a teacher, take the table along."""

import csv
import re

import pytest

from cms.demo.sign_ins import PASSWORD
from cms.models import User
from progress.models import Profile
from tests.browser.pages import COORDINATOR, MANAGER, TEACHER

pytestmark = pytest.mark.browser


@pytest.fixture
def english(site):
    """The words of the source, whatever the translations say."""
    Profile.objects.filter(person__email__in=[MANAGER, COORDINATOR, TEACHER]).update(language="en")
    manager = User.objects.get(email=MANAGER)
    manager.set_password(PASSWORD)
    manager.save()


def test_a_manager_signs_in_filters_opens_a_teacher_and_takes_the_table_along(
    new_page, english, keyboard, axe
):
    page = new_page(language="en", accept_downloads=True)
    keys = keyboard(page)
    page.goto("/accounts/login/")
    keys.fill("E-mail address", MANAGER)
    keys.fill("Password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/")

    keys.fill("Name", "sång")
    page.keyboard.press("Enter")
    page.wait_for_url("**search=s*")
    rows = page.locator("tbody tr")
    assert rows.count() == 1
    keys.press(re.compile("Sångsvan"), role="link")
    page.wait_for_url("**/reports/people/*/")
    axe(page)
    course = page.locator("tbody th a").first.inner_text()
    keys.press(course, role="link")
    page.wait_for_url("**/reports/people/*/*/")
    axe(page)
    page.go_back()

    page.goto("/reports/")
    seen = [name.strip() for name in page.locator("tbody th").all_inner_texts()]
    with page.expect_download() as coming:
        keys.press("CSV", role="link")
    download = coming.value
    assert re.fullmatch(r".+-\d{4}-\d\d-\d\d\.csv", download.suggested_filename)
    rows = csv.reader(download.path().read_text("utf-8-sig").splitlines())
    assert [row[0] for row in rows][1:] == seen


def test_a_coordinator_unfolds_the_filter_and_asks_who_has_not_begun(
    new_page, english, sign_in, keyboard, axe
):
    page = new_page(language="en")
    sign_in(page, COORDINATOR)
    page.goto("/accounts/language/en/?next=/reports/")
    keys = keyboard(page)
    everyone = page.locator("tbody tr").count()
    page.locator(".filters summary").focus()  # Tab comes to it; the tree has no name for it
    page.keyboard.press("Enter")
    keys.tab_to("State")
    page.keyboard.type("Nothing")
    keys.press("Show", role="button")
    page.wait_for_url("**state=none*")
    assert 0 < page.locator("tbody tr").count() < everyone
    axe(page)
    keys.press("Courses", role="link")
    page.wait_for_url("**/reports/courses/")
    page.locator("tbody th a").first.click()
    axe(page)


def test_a_person_finds_a_second_school_on_the_profile(new_page, english, sign_in, keyboard, axe):
    page = new_page(language="en", width=360)
    sign_in(page, TEACHER)
    page.goto("/accounts/language/en/?next=/my/profile/")
    keys = keyboard(page)
    keys.fill("Find a school or another organisation", "piteå")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=pite*")
    axe(page)
    keys.press(re.compile("I work here ?: Piteå kulturskola"), role="button")
    page.wait_for_url("**/my/profile/#organisations")
    assert "Piteå kulturskola" in page.locator("#organisations table").inner_text()
