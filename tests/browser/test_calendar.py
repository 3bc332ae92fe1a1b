"""A person makes the address of their calendar and renews it, by keyboard and as axe sees it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import TEACHER
from tests.browser.wcag import check_no_sideways_scrolling, check_page

COURSE = "/sv/kurser/rum-for-rorelse/"


@pytest.fixture
def page(new_page):
    """In English: the words of the other languages are their translators' own."""
    return new_page(language="en")


def look(page) -> None:
    page.wait_for_load_state("load")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        check_page(page)
        check_no_sideways_scrolling(page)
    page.set_viewport_size({"width": 1280, "height": 800})


def test_an_address_is_made_and_renewed_by_keyboard(page, sign_in, keyboard):
    sign_in(page, TEACHER)
    page.goto("/my/")
    keyboard(page).press("Make an address for my calendar")
    address = page.get_by_label("Address of your calendar")
    expect(address).to_have_value(re.compile(r"/calendar/[\w-]{32}\.ics$"))
    look(page)
    first = address.input_value()
    link = page.get_by_role("link", name="Subscribe").get_attribute("href")
    assert link == "webcal:" + first.partition(":")[2]
    keyboard(page).press("Make a new address")
    expect(address).not_to_have_value(first)
    expect(page.get_by_role("status")).to_contain_text("Your calendar has a new address.")


def test_a_course_page_leads_to_the_file_of_its_occasion(page):
    page.goto(COURSE)
    link = page.get_by_role("link", name=re.compile("^Add to calendar|kalender"))
    expect(link.first).to_be_visible()
    answer = page.request.get(link.first.get_attribute("href"))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.text().startswith("BEGIN:VCALENDAR\r\n")
    look(page)
