"""An organiser at an occasion's desk, without a mouse."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import EDITOR, occasion_of
from tests.browser.wcag import check_no_sideways_scrolling, check_page

COURSE = "rum-for-rorelse"


@pytest.fixture
def page(new_page, sign_in):
    """In English: the words of the other languages are their translators' own."""
    page = new_page(language="en")
    sign_in(page, EDITOR)
    return page


@pytest.fixture
def occasion(site):
    return occasion_of(COURSE)


def look(page) -> None:
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        check_page(page)
        check_no_sideways_scrolling(page)


def test_a_venue_is_cancelled_by_its_numbers_and_a_yes(page, keyboard, occasion):
    from courses.models import Venue
    from progress.models import Registration
    from progress.reports.audit import audit

    hand = keyboard(page)
    page.goto(f"/leading/{occasion.pk}/")
    hand.press("Changes", role="link")
    hand.arrive(f"/leading/{occasion.pk}/changes/")
    look(page)
    hand.press(re.compile("Cancel the venue ?: Luleå"), role="link")
    venue = Venue.objects.get(occasion=occasion, places=["Luleå"])
    hand.arrive(f"/leading/{occasion.pk}/changes/venues/{venue.pk}/cancel/")
    look(page)
    hand.fill(re.compile("To those who are registered"), "Vi beklagar.")
    hand.press("Go on", role="button")
    expect(page.get_by_role("heading", name="Cancel Luleå?")).to_be_visible()
    asked = page.get_by_text("asked to choose another venue").inner_text()
    people = Registration.objects.seated().filter(pool__venue=venue).count()
    assert asked.startswith(f"{people} registrations")
    venue.refresh_from_db()
    assert venue.cancelled_on is None
    look(page)
    hand.press("Yes, cancel the venue", role="button")
    hand.arrive(f"/leading/{occasion.pk}/changes/venues/{venue.pk}/")
    expect(page.get_by_role("status")).to_contain_text("The venue is cancelled.")
    look(page)
    hand.press("See who is left to choose", role="link")
    expect(page.get_by_role("row")).not_to_have_count(0)
    assert Registration.objects.to_choose().filter(pool__venue=venue).count() == people
    assert list(audit()) == []


def test_somebody_is_added_by_hand_and_withdrawn_again(page, keyboard, occasion):
    from progress.models import Registration
    from progress.reports.audit import audit

    hand = keyboard(page)
    page.goto(f"/leading/{occasion.pk}/")
    hand.press("Add somebody", role="link")
    hand.arrive(f"/leading/{occasion.pk}/add/")
    hand.fill("E-mail address", "ny.person@example.org")
    hand.press("Add", role="button")
    expect(page.get_by_role("alert")).to_contain_text("Why: This field is required.")
    look(page)
    hand.fill(re.compile("^Name"), "Ny Person")
    hand.tab_to("Seats")
    page.keyboard.type("Kiruna")
    hand.fill("Why", "Rang upp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Ny Person")).to_be_visible()
    expect(page.get_by_text("added by hand: Rang upp")).to_be_visible()
    look(page)
    held = Registration.objects.get(person__email="ny.person@example.org")
    assert (held.state, held.pool.venue.places) == ("confirmed", ["Kiruna"])
    hand.press("Withdraw", role="link")
    hand.arrive(f"/leading/{occasion.pk}/places/{held.pk}/withdraw/")
    look(page)
    hand.fill("Why", "Sjuk")
    hand.press("Yes, withdraw", role="button")
    hand.arrive(f"/leading/{occasion.pk}/places/{held.pk}/")
    held.refresh_from_db()
    assert held.state == "withdrawn"
    assert list(audit()) == []


def test_the_list_is_searched_and_sorted_by_keyboard(page, keyboard, occasion):
    hand = keyboard(page)
    page.goto(f"/leading/{occasion.pk}/")
    hand.press("Registered", role="link")
    page.wait_for_url("**sort=registered**")
    expect(page.get_by_role("columnheader", name="Registered")).to_have_attribute(
        "aria-sort", "ascending"
    )
    everyone = page.locator("#results tbody tr").count()
    hand.fill("Name, organisation or group", "kiruna")
    page.keyboard.press("Enter")
    page.wait_for_url("**search=kiruna**")
    assert 0 < page.locator("#results tbody tr").count() < everyone
