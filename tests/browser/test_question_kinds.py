"""Matching and ordering on a phone, by keyboard alone, with and without scripts."""

import re
from urllib.parse import urlsplit

import pytest
from django.utils.translation import gettext, override

from tests.browser.wcag import check_no_sideways_scrolling
from tests.progress.packages import module, package, question, step


def sv(words: str) -> str:
    with override("sv"):
        return gettext(words)


def item(text: str, number: int, **value) -> dict:
    id = f"{number}" * 8 + "-1111-4111-8111-111111111111"
    return {"type": "item", "id": id, "value": {"text": text, **value}}


@pytest.fixture
def quiz(site):
    """A package of its own in the demo, and somebody on the way through it."""
    from django.contrib.auth import get_user_model

    from progress.actions.start_course import start_course

    course = package("fragor", title="Frågor")
    asked = [
        question(
            "matching",
            "Hur spelas de?",
            choices=[
                item("Fiol", 1, match="Med stråke"),
                item("Flöjt", 2, match="Med andan"),
                item("Cajón, som också kallas trumlåda", 3, match="Med händerna"),
            ],
        ),
        question(
            "ordering",
            "Vad kommer först?",
            choices=[item("Puls", 4), item("Ord", 5), item("Melodi", 6)],
        ),
    ]
    page = module(course, step("Frågor", questions=asked, pass_percent=100), title="Frågor")
    ada = get_user_model().objects.create_user("ada@example.org", "a long password", name="Ada")
    start_course(person=ada, course=course)
    return page


def open_quiz(page, quiz, sign_in) -> None:
    sign_in(page, "ada@example.org")
    page.goto(urlsplit(quiz.full_url).path)


def match_all(page, keys) -> None:
    for prompt, match in (("Fiol", "Med s"), ("Flöjt", "Med a"), ("Cajón", "Med h")):
        keys.tab_to(re.compile(f"^{prompt}"), role="combobox")
        page.keyboard.type(match)


def order_of(page) -> list[str]:
    return page.locator(".ordering__text").all_inner_texts()


def test_things_are_put_in_order_by_buttons_and_each_move_is_said(
    new_page, keyboard, axe, sign_in, quiz
):
    page = new_page(width=360)
    keys = keyboard(page)
    open_quiz(page, quiz, sign_in)
    check_no_sideways_scrolling(page)
    match_all(page, keys)
    wanted = ["Puls", "Ord", "Melodi"]
    assert order_of(page) != wanted
    for thing in reversed(wanted):
        up = page.get_by_role("button", name=sv("Move “%(thing)s” up") % {"thing": thing})
        for _ in wanted:
            up.focus()
            page.keyboard.press("Enter")
    assert order_of(page) == wanted
    said = page.locator("[data-ordering-status]").inner_text()
    assert said.startswith("Puls")
    assert "1" in said
    assert "3" in said
    numbers = page.locator(".ordering select").evaluate_all("all => all.map(s => s.selectedIndex)")
    assert numbers == [1, 2, 3]
    axe(page)
    page.get_by_role("button", name=sv("Check my answers")).focus()
    page.keyboard.press("Enter")
    page.locator(".badge--done").wait_for()
    axe(page)
    check_no_sideways_scrolling(page)


def test_without_scripts_a_number_is_chosen_for_each_thing(new_page, sign_in, quiz):
    page = new_page(width=360, java_script_enabled=False)
    open_quiz(page, quiz, sign_in)
    assert not page.locator(".ordering__move").first.is_visible()
    for prompt, words in (("Fiol", "stråke"), ("Flöjt", "andan"), ("Cajón", "händerna")):
        page.get_by_label(re.compile(f"^{prompt}")).select_option(label=f"Med {words}")
    for number, thing in enumerate(["Puls", "Ord", "Melodi"], 1):
        page.get_by_label(thing, exact=True).select_option(label=str(number))
    page.get_by_role("button", name=sv("Check my answers")).click()
    page.locator(".badge--done").wait_for()
