"""An editor sees beside each step how people came by it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.wcag import check_page


@pytest.fixture
def read_by_twelve(site):
    """A module of two steps in a package of its own: twelve have done the first."""
    from tests.progress.packages import choice, module, package, question, step
    from tests.progress.signals import answer, do, people, ways

    asked = question("single", "Who leads?", choices=[choice("One", correct=True), choice("Two")])
    page = module(package("signals", language="sv"), step("Read"), step("Test", questions=[asked]))
    one, two = [block["id"] for block in page.steps.raw_data]
    found = ways(page, people(12))
    do(found, page, one)
    answer(found[:6], page, two, asked["id"], 1.0)
    answer(found[6:], page, two, asked["id"], 0.0, 1.0)
    return page


@pytest.fixture
def desk(page, sign_in, read_by_twelve):
    from django.contrib.auth import get_user_model
    from wagtail.users.models import UserProfile

    from tests.browser.pages import EDITOR

    editor = get_user_model().objects.get(email=EDITOR)
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": "en"})
    sign_in(page, EDITOR)
    return page


def test_a_line_stands_beside_each_step_and_question(desk, read_by_twelve):
    desk.goto(f"/admin/pages/{read_by_twelve.pk}/edit/")
    lines = desk.locator(".vidare-signal")
    expect(lines).to_have_count(3)
    expect(lines.nth(0)).to_contain_text("Done by: 10–14")
    expect(lines.nth(2)).to_contain_text("Right at first try: 50%")
    steps = read_by_twelve.steps.raw_data
    first = desk.locator(f'[data-contentpath="{steps[0]["id"]}"]')
    expect(first.locator(".vidare-signal")).to_have_count(1)
    expect(first.locator(".vidare-signal")).to_contain_text("Reached by: 10–14")


def test_a_step_that_is_moved_keeps_its_line(desk, read_by_twelve):
    desk.goto(f"/admin/pages/{read_by_twelve.pk}/edit/")
    expect(desk.locator(".vidare-signal")).to_have_count(3)
    desk.get_by_role("button", name="Move down").first.click()
    expect(desk.locator(".vidare-signal")).to_have_count(3)
    lines = desk.locator(".vidare-signal")
    expect(lines.nth(0)).to_contain_text("Done by: fewer than 5")
    expect(lines.nth(2)).to_contain_text("Done by: 10–14")


def test_a_step_that_is_folded_shows_its_line(desk, read_by_twelve):
    desk.goto(f"/admin/pages/{read_by_twelve.pk}/edit/")
    first = desk.locator(f'[data-contentpath="{read_by_twelve.steps.raw_data[0]["id"]}"]')
    first.get_by_role("button", name="Toggle section").first.click()
    expect(first.get_by_role("textbox", name="Title*")).to_be_hidden()
    expect(first.locator(".vidare-signal")).to_be_visible()


def test_the_table_is_reached_and_sorted_by_keyboard(desk, read_by_twelve, keyboard):
    desk.goto(f"/admin/pages/{read_by_twelve.pk}/edit/")
    desk.get_by_role("link", name="See it as a table").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile(r"/admin/vidare/signals/\d+/$"))
    check_page(desk)
    keys = keyboard(desk)
    keys.press("Skip to main content", role="link")
    keys.press("Done or answered", role="link")
    desk.wait_for_url(re.compile(r"\?sort=-done$"))
    expect(desk.get_by_role("columnheader", name="Done or answered")).to_have_attribute(
        "aria-sort", "descending"
    )
    check_page(desk)
