"""A place is found, taken and given back: by mouse, by keyboard, and as axe sees it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.of_the_demo import place_with_questions
from tests.browser.pages import LEADER, TEACHER
from tests.browser.wcag import check_no_sideways_scrolling, check_page

COURSE = "/sv/kurser/rum-for-rorelse/"


def occasion():
    from courses.models import Occasion

    return Occasion.objects.get(course__slug="rum-for-rorelse")


def look(page, schemes: tuple[str, ...] = ("light", "dark")) -> None:
    """By light and by dark, on a desk and on the narrowest phone; once its styles are there."""
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if len(schemes) > 1:
            page.goto(page.url)
        page.wait_for_load_state("load")
        page.evaluate("() => document.fonts.ready.then(() => true)")
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            check_page(page)
            check_no_sideways_scrolling(page)
    page.set_viewport_size({"width": 1280, "height": 800})


@pytest.fixture
def page(new_page):
    """In English: the words of the other languages are their translators' own."""
    return new_page(language="en")


def test_a_teacher_takes_a_place_and_gives_it_back(page, sign_in):
    sign_in(page, TEACHER)
    page.goto(COURSE)
    page.locator("aside a[href*='/my/places/register/']").click()
    look(page)
    full = page.get_by_role("radio", name=re.compile("Piteå.*Full: join the waiting list"))
    expect(full).to_be_enabled()
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look(page, schemes=("dark",))  # what a POST answered cannot be opened again
    page.get_by_role("radio", name=re.compile("Kiruna")).check()
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", name="You have a place")).to_be_visible()
    look(page)
    page.get_by_role("link", name="To the course").click()
    page.locator("aside").get_by_role("link", name="Kiruna").wait_for()
    look(page)
    page.locator("aside").get_by_role("link", name="Kiruna").click()
    page.get_by_role("link", name="Withdraw").click()
    look(page)
    page.get_by_role("button", name="Yes, withdraw").click()
    expect(page.get_by_role("heading", name="You have withdrawn")).to_be_visible()
    look(page)


def test_a_place_is_taken_by_keyboard_alone(page, sign_in, keyboard):
    sign_in(page, TEACHER)
    page.goto(f"/my/places/register/{occasion().pk}/")
    hand = keyboard(page)
    hand.tab_to(re.compile("Luleå"), role="radio")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")  # the observers' seats
    hand.press("Register", role="button")
    expect(page.get_by_role("heading", name="You have a place")).to_be_visible()
    expect(page.get_by_text("Observer")).to_be_visible()


def test_what_the_organiser_asks_is_answered_by_keyboard_alone(page, sign_in, keyboard):
    place = place_with_questions()
    sign_in(page, TEACHER)
    page.goto(f"/my/places/{place}/")
    look(page)
    hand = keyboard(page)
    hand.press("Answer the questions", role="link")
    hand.press("Save", role="button")
    expect(page.get_by_role("alert")).to_contain_text("Nothing is changed yet")
    look(page, schemes=("dark",))
    hand.press(re.compile("Dietary needs"), role="link")
    hand.fill(re.compile("Dietary needs"), "Nuts")
    hand.press("Save", role="button")
    expect(page.get_by_text("Your answers are saved.")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="Nuts")).to_be_visible()
    look(page)


def test_whoever_is_not_signed_in_comes_back_to_the_place(page):
    page.goto(COURSE)
    page.locator("aside a[href*='/my/places/register/']").click()
    page.wait_for_url(f"**/accounts/login/?next=/my/places/register/{occasion().pk}/")


def test_a_course_leader_comes_to_the_list_that_is_printed(page, sign_in):
    sign_in(page, LEADER)
    page.goto("/leading/")
    page.get_by_role("rowheader").first.get_by_role("link").click()
    page.get_by_role("link", name="A list to print").click()
    expect(page.get_by_role("button", name="Print the list")).to_be_visible()
    look(page)
