"""A practice step is tried with pupils: said with a note, by keyboard, and without a network."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_learning import sv
from tests.browser.test_saving import (
    finish,
    kept,
    learner,  # noqa: F401
    steps_done,
    teacher,  # noqa: F401
    wait_until_sent,
)

pytestmark = pytest.mark.browser
TRIED = sv("I have tried this with my pupils")
NOTE = sv("What happened, and what would you change?")


@pytest.fixture
def light(learner, teacher):  # noqa: F811
    """light(): the module with the practice step, open."""
    finish(teacher.enrolments.get(), "rummet")

    def open_module(**options):
        return learner("ljuset/", **options)

    return open_module


def test_by_keyboard_a_note_goes_with_the_mark_and_is_changed_later(light, keyboard, axe):
    page = light(width=320)
    before = steps_done()
    keys = keyboard(page)
    keys.fill(NOTE, "De ville ha mörkt.")
    keys.press(TRIED, role="button")
    expect(page.locator("section.step .badge--done")).to_have_count(1)
    wait_until_sent(page)
    assert (kept(), steps_done()) == ([(1, "De ville ha mörkt.")], before + 1)
    axe(page)
    expect(page.get_by_label(NOTE)).to_have_value("De ville ha mörkt.")
    page.get_by_label(NOTE).fill("De ville ha mörkt igen.")
    page.get_by_role("button", name=re.compile(sv("Save").pattern + " ?:")).click()
    wait_until_sent(page)
    assert kept()[-1] == (2, "De ville ha mörkt igen.")
    assert steps_done() == before + 1


def test_without_a_network_the_note_waits_and_comes_in_once(light):
    page = light()
    before = steps_done()
    page.context.set_offline(True)
    page.get_by_label(NOTE).fill("De ville ha mörkt.")
    page.get_by_role("button", name=TRIED).click()
    expect(page.locator("[data-unsent]")).to_have_text([sv("Done, not sent yet")])
    assert (kept(), steps_done()) == ([], before)
    page.context.set_offline(False)
    expect(page.locator("section.step .badge--done")).to_have_count(1)
    wait_until_sent(page)
    assert (kept(), steps_done()) == ([(1, "De ville ha mörkt.")], before + 1)


def test_a_half_written_note_is_there_when_the_page_is_opened_again(light):
    page = light()
    page.get_by_label(NOTE).fill("De ville")
    wait_until_sent(page)
    assert kept() == [(0, "De ville")]
    page.reload()
    expect(page.get_by_label(NOTE)).to_have_value("De ville")


def test_without_a_script_the_note_goes_with_the_mark_as_well(light):
    page = light(java_script_enabled=False)
    page.get_by_label(NOTE).fill("De ville ha mörkt.")
    page.get_by_role("button", name=TRIED).click()
    expect(page.locator("section.step .badge--done")).to_have_count(1)
    assert kept() == [(1, "De ville ha mörkt.")]
