"""A manager's way with places, by keyboard: register staff, say yes, swap who is ill."""

import re

import pytest

from cms.models import User
from courses.models import Occasion, SeatPool
from progress.actions.decide_approval import decide_approval
from progress.actions.register import register
from progress.models import Profile, Registration
from tests.browser.pages import MANAGER

pytestmark = pytest.mark.browser


@pytest.fixture
def english(site):
    """The words of the source, whatever the translations say."""
    Profile.objects.filter(person__email=MANAGER).update(language="en")


@pytest.fixture
def occasion(site):
    return Occasion.objects.get(course__slug="folkemusikk-i-gruppe")


@pytest.fixture
def manager(new_page, english, sign_in):
    """manager(width): the manager's page, in English."""

    def open_page(width: int = 1280):
        page = new_page(language="en", width=width)
        sign_in(page, MANAGER)
        page.goto("/accounts/language/en/?next=/my/")
        return page

    return open_page


def opened(occasion, **fields):
    Occasion.objects.filter(pk=occasion.pk).update(opens_at=None, closes_at=None, **fields)
    return SeatPool.objects.with_offer().get(venue__occasion=occasion, role="participant")


def test_of_three_pasted_addresses_one_is_wrong_and_the_others_are_registered(
    manager, occasion, keyboard, axe
):
    pool = opened(occasion)
    page = manager()
    keys = keyboard(page)
    page.goto(f"/staff/{occasion.pk}/")
    axe(page)
    page.locator(f"input[name=pool][value='{pool.pk}']").focus()
    page.keyboard.press("Space")
    keys.fill(
        re.compile("paste e-mail addresses"),
        "teacher@example.org\nElof <elof.bjorksus@example.org>\nnobody.here@example.org",
    )
    keys.press("Look it through", role="button")
    page.wait_for_selector("text=Nobody at your schools has this address.")
    axe(page)
    assert not Registration.objects.filter(pool=pool).exists()
    keys.press("Register the 2 that are right", role="button")
    page.wait_for_selector("text=2 people are registered.")
    axe(page)
    assert Registration.objects.confirmed().filter(pool=pool).count() == 2

    keys.press("Places of your staff", role="link")
    keys.arrive("/reports/places/")
    axe(page)
    page.goto("/reports/places/?search=elof")
    keys.press(re.compile("^Swap ?: .*Folkemusikk"), role="link")
    page.wait_for_url("**/swap/")
    axe(page)
    page.locator("input[name=to]").first.focus()
    page.keyboard.press("Space")
    keys.press("Give them the place", role="button")
    keys.arrive("/reports/places/")
    assert "has the place now" in page.locator(".messages").inner_text()


def test_what_is_ticked_is_kept_through_a_search(manager, occasion, keyboard, axe):
    opened(occasion)
    page = manager(width=360)
    keys = keyboard(page)
    page.goto(f"/staff/{occasion.pk}/")
    keys.press(re.compile("Elof"), role="checkbox", key="Space")
    keys = keyboard(page)
    page.locator("#id_search").focus()
    page.keyboard.type("alva")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=1 chosen")
    axe(page)
    assert page.get_by_role("checkbox", name=re.compile("Elof")).is_checked()
    assert page.get_by_role("checkbox").count() == 2


def test_one_key_says_yes_in_the_list(manager, occasion, keyboard, axe):
    pool = opened(occasion, intake="approval", approver="manager")
    for asked in Registration.objects.to_approve():  # those of the demo are answered
        decide_approval(registration=asked, yes=False, by=None)
    for email in ("teacher@example.org", "elof.bjorksus@example.org"):
        register(person=User.objects.get(email=email), pool=pool)
    page = manager()
    keys = keyboard(page)
    page.goto("/approvals/")
    axe(page)
    keys.press(re.compile("^Yes ?: Elof"), role="button")
    page.wait_for_selector(".messages")
    assert "Elof Björksus has a place" in page.locator(".messages").inner_text()
    assert page.locator("tbody tr").count() == 1
    page.locator("tbody summary").first.focus()  # Tab comes to it; the tree has no name for it
    page.keyboard.press("Enter")
    keys.fill(re.compile("Why not"), "Too many are away that week.")
    axe(page)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Nothing waits for you")
    axe(page)


@pytest.mark.parametrize("width", [1280, 360])
def test_those_chosen_in_the_list_are_looked_through_and_withdrawn(
    manager, occasion, keyboard, axe, width
):
    pool = opened(occasion)
    for email in ("teacher@example.org", "elof.bjorksus@example.org"):
        register(person=User.objects.get(email=email), pool=pool, approved=True)
    page = manager(width)
    page.goto("/reports/places/")
    keys = keyboard(page)
    axe(page)
    keys.press(re.compile("^Choose ?: Elof .*Folkemusikk"), role="checkbox", key="Space")
    keys.press("Withdraw those chosen", role="button")
    page.wait_for_url("**/staff/places/withdraw/**")
    axe(page)
    page.wait_for_selector("text=Withdraw this place?")
    assert Registration.objects.confirmed().filter(pool=pool).count() == 2
    keys = keyboard(page)
    keys.press("Yes, withdraw", role="button")
    keys.arrive("/reports/places/")
    assert "1 place is withdrawn" in page.locator(".messages").inner_text()
    axe(page)
    assert Registration.objects.confirmed().get(pool=pool).person.email == "teacher@example.org"
