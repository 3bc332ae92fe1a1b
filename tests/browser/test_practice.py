"""A practice step is tried with pupils: said with a note, by keyboard, and without a network."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_learning import sv
from tests.browser.test_saving import (
    OFFLINE,
    SAVED,
    finish,
    kept,
    learner,  # noqa: F401
    status,
    steps_done,
    teacher,  # noqa: F401
    unsent,
    wait_until_sent,
)

pytestmark = pytest.mark.browser
TRIED = sv("I have tried this with my pupils")
NOTE = sv("What happened, and what would you change?")
SAVE = re.compile(sv("Save").pattern + " ?:")


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
    page.get_by_role("button", name=SAVE).click()
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


def done(page) -> None:
    page.get_by_label(NOTE).fill("De ville ha mörkt.")
    page.get_by_role("button", name=TRIED).click()
    expect(page.locator("section.step .badge--done")).to_have_count(1)
    wait_until_sent(page)


def test_what_is_changed_in_a_note_that_is_saved_is_kept_half_written_until_it_is_saved(light):
    page = light()
    done(page)
    before = steps_done()
    page.get_by_label(NOTE).fill("De ville ha")
    expect(status(page)).to_have_text(SAVED)
    wait_until_sent(page)
    assert kept() == [(1, "De ville ha mörkt."), (0, "De ville ha")]
    page.reload()
    expect(page.get_by_label(NOTE)).to_have_value("De ville ha")
    page.get_by_role("button", name=SAVE).click()
    wait_until_sent(page)
    assert (kept(), steps_done()) == ([(1, "De ville ha mörkt."), (2, "De ville ha")], before)


def test_without_a_network_what_is_changed_in_a_saved_note_is_on_the_device(light):
    page = light()
    done(page)
    page.context.set_offline(True)
    page.get_by_label(NOTE).fill("De ville ha mörkt igen.")
    expect(status(page)).to_have_text(OFFLINE)
    assert unsent(page) == 1
    assert kept() == [(1, "De ville ha mörkt.")]
    page.context.set_offline(False)
    wait_until_sent(page)
    assert kept() == [(1, "De ville ha mörkt."), (0, "De ville ha mörkt igen.")]


def test_two_tabs_that_change_a_saved_note_are_both_shown(light):
    first = light()
    done(first)
    second = first.context.new_page()
    second.goto(first.url)
    first.get_by_label(NOTE).fill("Mörkt.")
    wait_until_sent(first)
    second.get_by_label(NOTE).fill("Ljust.")
    both = second.locator("[data-both]")
    both.wait_for()
    assert both.locator(".both__text").all_inner_texts() == ["Ljust.", "Mörkt."]
    both.get_by_role("button", name=sv("Keep this one")).click()
    wait_until_sent(second)
    assert kept() == [(1, "De ville ha mörkt."), (0, "Ljust.")]
