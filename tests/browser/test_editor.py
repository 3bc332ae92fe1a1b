"""The editor's path, by keyboard alone: write a course, give it a day and a town, publish it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import EDITOR


@pytest.fixture
def desk(page, sign_in, site):
    """The editor's desk, with its words in English."""
    from django.contrib.auth import get_user_model
    from wagtail.users.models import UserProfile

    editor = get_user_model().objects.get(email=EDITOR)
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": "en"})
    sign_in(page, EDITOR)
    return page


def write(keys, name: re.Pattern, text: str) -> None:
    """Types into a field; Wagtail gives its heading, which is a link, the same name."""
    keys.tab_to(name, role="textbox")
    keys.page.keyboard.type(text)


def to_the_form(keys) -> None:
    keys.press("Skip to main content", role="link")


def next_tab(keys, after: str) -> None:
    keys.tab_to(after, role="tab")
    keys.page.keyboard.press("ArrowRight")
    # Wagtail puts the focus on the tab again once its panel has faded in.
    expect(keys.page.locator("[role=tab][aria-selected=true]:focus")).not_to_have_text(after)
    keys.page.wait_for_timeout(1_000)


def catalogue_id() -> int:
    from courses.models import CataloguePage

    return CataloguePage.objects.get(locale__language_code="sv").pk


def test_a_course_is_written_given_a_day_and_a_town_and_published(desk, keyboard):
    desk.goto(f"/admin/pages/add/courses/datedcoursepage/{catalogue_id()}/")
    keys = keyboard(desk)
    to_the_form(keys)
    write(keys, re.compile("^Title"), "Rytm i rummet")
    write(keys, re.compile("^Summary"), "En dag om puls.")
    keys.press("Save draft", role="button")
    desk.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))

    course = desk.url.split("#")[0]
    to_the_form(keys)
    next_tab(keys, after="Content")
    keys.press("Add an occasion", role="link")
    desk.wait_for_url(re.compile("/admin/occasions/new/"))
    to_the_form(keys)
    keys.press(re.compile("Add meeting", re.IGNORECASE), role="button")
    write(keys, re.compile("^Day"), "onsdag 14 april 2027")
    keys.press("Create", role="button")
    desk.wait_for_url(re.compile(r"/admin/occasions/edit/\d+/"))

    to_the_form(keys)
    next_tab(keys, after="When")
    keys.press("Add a venue", role="link")
    desk.wait_for_url(re.compile("/admin/venues/new/"))
    to_the_form(keys)
    write(keys, re.compile("^Place"), "Luleå")
    keys.press("Create", role="button")
    desk.wait_for_url(re.compile(r"/admin/occasions/edit/\d+/"))
    assert "Luleå" in desk.content()

    desk.goto(course)
    keys.press("More actions", role="button")
    keys.press(re.compile("Publish", re.IGNORECASE), role="button")
    desk.get_by_text("published", exact=False).first.wait_for()
    desk.goto("/sv/kurser/rytm-i-rummet/")
    assert desk.get_by_role("heading", name="Rytm i rummet", level=1).is_visible()
    assert "Luleå" in desk.get_by_role("main").inner_text()
    assert "14 april 2027" in desk.get_by_role("main").inner_text()
