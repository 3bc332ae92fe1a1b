"""A certificate is checked by somebody who only holds the paper."""

import pytest

from tests.browser.wcag import check_no_sideways_scrolling


@pytest.fixture
def number(site: str) -> str:
    from progress.models import Certificate

    return Certificate.objects.earliest("pk").number


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_a_valid_certificate_is_for_everyone(width, scheme, number, new_page, axe):
    page = new_page(width=width, scheme=scheme, language="en")
    assert page.goto(f"/certificates/{number}/").status == 200
    assert page.locator(".verification--valid h1").is_visible()
    axe(page)
    check_no_sideways_scrolling(page)


def test_a_number_is_typed_by_keyboard_alone(number, new_page, keyboard):
    page = new_page(language="en")
    page.goto("/certificates/")
    page.get_by_label("Certificate number").focus()
    page.keyboard.type(number.lower().replace("-", " "))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/certificates/{number}/")
    assert page.locator(".verification--valid").is_visible()


def test_a_changed_digit_says_that_there_is_none(number, new_page):
    page = new_page(language="en")
    other = "7" if number[4] != "7" else "8"
    assert page.goto(f"/certificates/{number[:4]}{other}{number[5:]}/").status == 404
    assert page.locator(".verification--unknown h1").is_visible()
