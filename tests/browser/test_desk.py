"""An organiser at an occasion's desk, without a mouse."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.of_the_demo import occasion_of
from tests.browser.pages import EDITOR
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
    sent = pressed_twice(page, hand, "Yes, cancel the venue")
    hand.arrive(f"/leading/{occasion.pk}/changes/venues/{venue.pk}/")
    assert len(sent) == 1
    expect(page.get_by_text("The venue is cancelled.")).to_be_visible()
    expect(page.get_by_text(re.compile(r": \d+ of \d+ sent"))).to_be_visible()
    look(page)
    hand.press("See who is left to choose", role="link")
    expect(page.get_by_role("row")).not_to_have_count(0)
    assert Registration.objects.to_choose().filter(pool__venue=venue).count() == people
    assert list(audit()) == []


def pressed_twice(page, hand, button: str) -> list[str]:
    """Presses it and presses it again while it works; answers with what was sent. Meanwhile the
    page says so, to a reader of the screen too."""
    sent = []

    def slowly(route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.url)
            page.wait_for_timeout(300)
        route.continue_()

    page.route("**/cancel/", slowly)
    page.evaluate(
        """() => addEventListener('submit', () => queueMicrotask(() => {
            const said = document.querySelector('[data-working-said]')
            sessionStorage.said = `${said.role ?? said.getAttribute('role')}: ${said.textContent}`
        }))"""
    )
    hand.tab_to(button, role="button")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith("/cancel/"))
    said = page.evaluate("() => sessionStorage.said")
    assert said.startswith("status: This is being done.")
    return sent


def test_the_mails_go_on_being_counted_until_all_are_sent(page, occasion):
    from progress.models import Message, Registration

    seated = Registration.objects.confirmed().filter(occasion=occasion, person__isnull=False)[:3]
    at = timezone.now()
    for one in seated:
        Message.objects.create(
            key=f"letter:0:{one.pk}", message_id=f"<{one.pk}@example.org>", kind="letter",
            registration=one, person=one.person, to="x@example.org", language="sv",
            subject="Hej", text="Hej", created_at=at,
        )  # fmt: skip
    page.goto(f"/leading/{occasion.pk}/letters/")
    expect(page.get_by_text("0 of 3 sent")).to_be_visible()
    look(page)
    Message.objects.filter(created_at=at).update(state="sent", sent_at=at)
    expect(page.locator("[data-mailings-said]")).to_contain_text("3 of 3 sent")


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
