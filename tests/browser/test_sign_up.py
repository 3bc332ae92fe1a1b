"""Signing up, by keyboard alone, to the first page of one's own."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail

pytestmark = pytest.mark.browser
PASSWORD = "onward and onward"


def link_in(message) -> str:
    return re.search(r"https?://[^/\s]+(/accounts/\S+)", message.body).group(1)


def test_a_teacher_signs_up_confirms_the_address_and_signs_in(new_page, keyboard, axe):
    page = new_page(language="en")
    keys = keyboard(page)
    page.goto("/accounts/signup/")
    keys.fill("Name", "Solveig Ny-Åker")
    keys.fill("E-mail address", "solveig@example.org")
    keys.fill("Password", "12345678")
    page.keyboard.press("Enter")
    page.wait_for_selector(".summary-error")
    axe(page)
    keys.fill("Password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/signup/done/")

    page.goto(link_in(mail.outbox[-1]))
    axe(page)
    keys.press("Yes, confirm it", role="button")
    page.wait_for_url("**/accounts/login/")
    axe(page)
    keys.fill("E-mail address", "solveig@example.org")
    keys.fill("Password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/my/")
    assert page.get_by_role("heading", name="My page", level=1).is_visible()


def test_who_was_imported_chooses_a_first_password(new_page, keyboard, axe):
    page = new_page(language="en")
    keys = keyboard(page)
    page.goto("/accounts/password/")
    keys.fill("E-mail address", "alva.snoskata@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/password/sent/")
    page.goto(link_in(mail.outbox[-1]))
    axe(page)
    keys.fill(re.compile("^New password$|^Nytt lösenord$"), PASSWORD)
    keys.fill(re.compile("confirmation|bekräft", re.IGNORECASE), PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/password/set/done/")
    assert get_user_model().objects.get(email="alva.snoskata@example.org").check_password(PASSWORD)
