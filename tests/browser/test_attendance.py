"""A course leader at the door: tapping who is there, closing, and writing to them."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.pages import LEADER
from tests.browser.test_places import look


@pytest.fixture
def over():
    """The demo's occasion, on its last day, with its meeting."""
    from django.utils import timezone

    from courses.models import Occasion

    occasion = Occasion.objects.get(course__slug="rum-for-rorelse")
    Occasion.objects.filter(pk=occasion.pk).update(
        ends_on=timezone.localdate(), begins_on=timezone.localdate()
    )
    return occasion


@pytest.fixture
def page(new_page):
    return new_page(language="en")


def first_meeting(page, occasion) -> None:
    page.goto(f"/leading/{occasion.pk}/attendance/")
    page.get_by_role("main").get_by_role("table").get_by_role("link").first.click()
    page.locator(".taps").wait_for()


def test_who_is_there_is_tapped_and_the_server_says_so(page, sign_in, over):
    from progress.models import Attendance

    sign_in(page, LEADER)
    first_meeting(page, over)
    look(page)
    toggle = page.locator(".tap__toggle").first
    toggle.click()
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    assert Attendance.objects.count() == 1
    look(page)
    page.locator("[aria-pressed=true]").click()
    expect(page.get_by_role("status").filter(has_text="not present")).to_be_visible()
    assert not Attendance.objects.exists()


PEOPLE = 100


@pytest.fixture
def hundred(over):
    """So many have a place at one venue of it."""
    from django.contrib.auth import get_user_model

    from courses.models import SeatPool
    from progress.models import Registration, Transition

    people = get_user_model()
    there = Registration.objects.confirmed().filter(occasion=over)
    pool = SeatPool.objects.get(pk=there.earliest("pk").pool_id)
    new = people.objects.bulk_create(
        people(email=f"tap-{n}@example.org", name=f"Tapped {n:03}")
        for n in range(PEOPLE - there.filter(pool=pool).count())
    )
    rows = Registration.objects.bulk_create(
        Registration(person=one, occasion=over, pool=pool, state="confirmed") for one in new
    )
    Transition.objects.bulk_create(
        Transition(registration=one, to_state="confirmed", pool=pool) for one in rows
    )
    SeatPool.objects.filter(pk=pool.pk).update(capacity=PEOPLE, taken=PEOPLE)
    return pool


def test_a_hundred_people_are_marked_within_five_minutes_by_one_tap_each(
    new_page, sign_in, over, hundred
):
    """One tap for each, on a phone; each is said to be saved by the server before the next."""
    from progress.models import Attendance

    page = new_page(width=390, language="en", has_touch=True)
    sign_in(page, LEADER)
    first_meeting(page, over)
    toggles = page.locator(".tap__toggle[aria-pressed=false]")
    at_first, times = toggles.count(), []
    assert at_first >= PEOPLE
    for _person in range(PEOPLE):
        toggle = page.locator(".tap__toggle[aria-pressed=false]").first
        one = toggle.element_handle()
        begun = time.monotonic()
        toggle.tap()
        page.wait_for_function("(one) => one.getAttribute('aria-pressed') === 'true'", arg=one)
        times.append(time.monotonic() - begun)
    assert Attendance.objects.count() == PEOPLE
    assert sum(times) < 300
    half = sorted(times)[PEOPLE // 2]
    print(f"{PEOPLE} taps, {sum(times):.0f} s in all, half within {half * 1000:.0f} ms")


def test_without_an_answer_from_the_server_nothing_is_said_to_be_saved(page, sign_in, over):
    sign_in(page, LEADER)
    first_meeting(page, over)
    page.route("**/attendance/**", lambda route: route.abort())
    toggle = page.locator(".tap__toggle").first
    toggle.click()
    expect(page.get_by_role("status").filter(has_text="Not saved")).to_be_visible()
    expect(toggle).to_have_attribute("aria-pressed", "false")


def test_it_works_without_scripts(new_page, sign_in, over):
    page = new_page(language="en", java_script_enabled=False)
    sign_in(page, LEADER)
    first_meeting(page, over)
    page.locator(".tap__toggle").first.click()
    expect(page.locator(".tap__toggle[aria-pressed=true]")).to_have_count(1)


def test_marked_by_keyboard_with_hours_and_closed(page, sign_in, keyboard, over):
    sign_in(page, LEADER)
    first_meeting(page, over)
    hand = keyboard(page)
    hand.tab_to(re.compile("Everyone else is present"), role="button")
    page.keyboard.press("Enter")
    page.locator("[aria-pressed=true]").first.wait_for()
    hand.tab_to(re.compile("Snöskata"), role="button")
    page.keyboard.press("Tab")  # to the hours of the same person
    page.keyboard.press("Enter")
    hand.fill(re.compile("Hours present"), "1:00")
    hand.press(re.compile("Save"), role="button")
    expect(page.get_by_role("status").filter(has_text="present 1:00")).to_be_visible()
    page.goto(f"/leading/{over.pk}/close/")
    look(page)
    hand.press(re.compile("^Close"), role="button")
    expect(page.get_by_role("heading", name="The occasion is closed")).to_be_visible()
    look(page)


def test_a_walk_in_is_added_at_the_door(page, sign_in, over):
    sign_in(page, LEADER)
    first_meeting(page, over)
    page.get_by_role("link", name="Somebody without a place came").click()
    look(page)
    page.get_by_role("button", name="Add and mark").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look(page, schemes=("dark",))


def test_a_letter_is_written_looked_at_and_set_for_a_time_by_keyboard(
    page, sign_in, keyboard, over
):
    sign_in(page, LEADER)
    page.goto(f"/leading/{over.pk}/letters/")
    look(page)
    hand = keyboard(page)
    hand.press("Write a letter", role="link")
    page.get_by_label("Subject").wait_for()
    look(page)
    hand.fill("Subject", "Bring a recorder")
    hand.fill("Letter", "And something to sit on.")
    page.get_by_label(re.compile("Send at")).fill("2099-01-01T08:30")
    hand.press("Look at it first", role="button")
    expect(page.get_by_role("heading", name="The letter as it will be read")).to_be_visible()
    look(page, schemes=("light",))
    hand.press("Send it at that time", role="button")
    expect(page.get_by_text("Scheduled").first).to_be_visible()
    look(page)
    hand.press(re.compile("Call off"), role="button")
    expect(page.get_by_text("Called off").first).to_be_visible()


def test_the_numbers_and_the_views_at_the_desk(page, sign_in, over):
    sign_in(page, LEADER)
    page.goto(f"/leading/{over.pk}/feedback/")
    look(page)
    page.get_by_role("link", name=re.compile("Who took part")).click()
    expect(page.get_by_role("heading", name="Who took part")).to_be_visible()
    look(page)


def test_views_are_sent_without_signing_in(page, over):
    from courses.models import Occasion

    Occasion.objects.filter(pk=over.pk).update(state="finished")
    page.goto(f"/feedback/{over.pk}/")
    look(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look(page, schemes=("dark",))
    page.get_by_label("Your views").fill("More song.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you for your views")).to_be_visible()
    look(page)
