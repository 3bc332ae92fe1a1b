"""A reflection is shared with the facilitator, read by them, and taken back: by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from progress.models import Profile, SharedReflection, StudyGroup
from tests.browser.pages import COLLEAGUE, TEACHER

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(site, new_page, sign_in):
    """opened(person, path): the page in English."""
    Profile.objects.filter(person__email__in=[COLLEAGUE, TEACHER]).update(language="en")

    def open_page(person, path, **options):
        page = new_page(language="en", **options)
        sign_in(page, person)
        page.goto(f"/accounts/language/en/?next={path}")
        return page

    return open_page


def module_path() -> str:
    return f"{StudyGroup.objects.get().course.get_url()}iden/"


def beside(page):
    """What stands beside the reflection; the note of the step has its own after it."""
    return page.locator(".sharing").first


def shared() -> int:
    return SharedReflection.objects.count()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_member_takes_it_back_and_shares_it_again(opened, keyboard, axe, script):
    page = opened(COLLEAGUE, "/my/", width=320, java_script_enabled=script)
    page.goto(module_path())
    keys = keyboard(page)
    group = StudyGroup.objects.get()
    assert shared() == 1
    keys.press(re.compile("^(Stop sharing|Sluta dela)"), role="button")
    expect(beside(page).locator("[name=share]")).to_have_count(1)
    assert shared() == 0
    if script:
        expect(beside(page).locator("[name=share]")).to_be_focused()
        said = page.locator("[data-said]").first.inner_text()
        expect(page.locator("[data-status]")).to_have_text(said)
        page.keyboard.press("Enter")
    else:
        keys.press(re.compile("^(Share with|Dela med)"), role="button")
    expect(beside(page).locator("[name=unshare]")).to_have_count(1)
    assert shared() == 1
    assert group.facilitator.get_full_name() in page.locator("[data-said]").first.inner_text()
    if script:
        axe(page)


def test_without_a_network_nothing_is_called_shared(opened):
    page = opened(COLLEAGUE, "/my/")
    page.goto(module_path())
    page.route(re.compile("/share/$"), lambda route: route.abort())
    beside(page).locator("[name=unshare]").click()
    expect(page.locator("[data-status]")).to_have_class(re.compile("is-error"))
    expect(beside(page).locator("[name=unshare]")).to_have_count(1)
    assert shared() == 1


def test_what_is_being_written_stays_while_the_sharing_changes(opened):
    page = opened(COLLEAGUE, "/my/")
    page.goto(module_path())
    page.locator(".step textarea").first.fill("Half a thought")
    beside(page).locator("[name=unshare]").click()
    expect(beside(page).locator("[name=share]")).to_have_count(1)
    expect(page.locator(".step textarea").first).to_have_value("Half a thought")


def test_the_facilitator_comes_to_it_from_the_group(opened, keyboard, axe):
    group = StudyGroup.objects.get()
    page = opened(TEACHER, f"/groups/{group.pk}/")
    keyboard(page).press("See what members share", role="link")
    page.wait_for_url("**/shared/")
    assert "nycklarna" in page.locator("article").inner_text()
    assert page.locator("article a").get_attribute("href") == "https://example.org/dagordning"
    axe(page)
