"""Devices that are full, set to another time or shared: what is written is not lost in silence."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_copies import wait_until
from tests.browser.test_learning import sv
from tests.browser.test_saving import (  # noqa: F401
    COURSE,
    SAVED,
    SIGNED_OUT,
    kept,
    learner,
    status,
    steps_done,
    teacher,
    unsent,
    wait_until_sent,
)

FULL = sv("Not saved: this device has no room to keep it. Leave this page open until it is sent.")
REFUSED = sv(
    "Not saved: the server could not take it. What you have written is kept on this device, "
    "and is sent again in a while."
)
NO_ROOM = """() => {
  Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
}"""
ANSWERS = re.compile("/answers/$")


def answer_with(page, **response) -> None:
    page.route(ANSWERS, lambda route: route.fulfill(**response))


def sign_out(page) -> None:
    page.locator("header details.menu", has_text="Ada").locator("summary").click()
    page.get_by_role("button", name=sv("Sign out")).click()


def test_without_room_and_network_the_page_does_not_say_that_it_keeps_it(learner):  # noqa: F811
    page = learner("rummet/")
    page.evaluate(NO_ROOM)
    page.context.set_offline(True)
    page.locator("textarea").fill("Taket.")
    expect(status(page)).to_have_text(FULL)
    page.wait_for_timeout(1500)
    expect(status(page)).to_have_text(FULL)
    page.context.set_offline(False)
    expect(status(page)).to_have_text(SAVED)
    assert kept() == [(0, "Taket.")]


def test_the_last_words_win_where_the_device_became_full_in_between(learner):  # noqa: F811
    page = learner("rummet/")
    page.context.set_offline(True)
    page.locator("textarea").fill("Taket")
    page.evaluate(NO_ROOM)
    for words in ("Taket och", "Taket och golvet"):
        page.locator("textarea").fill(words)
    page.context.set_offline(False)
    expect(status(page)).to_have_text(SAVED)
    assert kept() == [(0, "Taket och golvet")]


def test_a_save_that_cannot_be_read_does_not_hinder_the_others(learner):  # noqa: F811
    page = learner("rummet/")
    who = page.locator("[data-learning]").get_attribute("data-person")
    page.evaluate("(who) => localStorage.setItem(`vidare-save:${who}:000:x`, '{half')", who)
    page.reload()
    page.locator("textarea").fill("Taket.")
    expect(status(page)).to_have_text(SAVED)
    assert kept() == [(0, "Taket.")]


def test_a_clock_that_is_put_back_changes_no_order(learner):  # noqa: F811
    page = learner("rummet/")
    page.route(ANSWERS, lambda route: route.abort())
    page.locator("textarea").fill("Taket")
    page.wait_for_timeout(1800)
    page.evaluate("() => { const now = Date.now; Date.now = () => now() - 3_600_000; }")
    page.locator("textarea").fill("Taket och golvet")
    page.get_by_role("button", name=sv("Save and mark as done")).click()
    page.unroute(ANSWERS)
    page.evaluate("() => dispatchEvent(new Event('online'))")
    wait_until_sent(page)
    assert kept() == [(1, "Taket och golvet")]


@pytest.mark.parametrize("number", [413, 500])
def test_what_the_server_does_not_take_keeps_nothing_else_waiting(learner, number):  # noqa: F811
    page = learner("rummet/")
    answer_with(page, status=number, body="<h1>Nej</h1>", content_type="text/html")
    page.locator("textarea").fill("Taket.")
    expect(status(page)).to_have_text(REFUSED)
    page.get_by_role("button", name=re.compile("Vem får plats")).click()
    expect(status(page)).to_have_text(REFUSED)
    wait_until(lambda: (steps_done(), unsent(page)) == (1, 1))
    page.unroute(ANSWERS)
    wait_until_sent(page)
    assert kept() == [(0, "Taket.")]


def test_once_signed_out_everywhere_the_page_says_so(learner, sign_in, teacher):  # noqa: F811
    page = learner("rummet/")
    page.context.clear_cookies()
    page.locator("textarea").fill("Taket.")
    expect(status(page)).to_have_text(SIGNED_OUT)
    sign_in(page, teacher.email)
    page.reload()
    wait_until_sent(page)
    assert kept() == [(0, "Taket.")]


def test_who_signs_out_without_a_network_is_asked_before_work_is_deleted(learner):  # noqa: F811
    page = learner("rummet/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.context.set_offline(True)
    page.locator("textarea").fill("Taket.")
    with page.expect_event("dialog"):
        sign_out(page)
    page.wait_for_timeout(200)
    page.context.set_offline(False)
    wait_until_sent(page)
    assert kept() == [(0, "Taket.")]
    page.get_by_role("button", name=sv("Sign out")).click()
    page.wait_for_url(lambda url: "rummet" not in url)
    assert len(asked) == 1


def test_one_signs_out_where_the_browser_refuses_to_say_what_it_keeps(learner):  # noqa: F811
    page = learner("rummet/")
    page.evaluate("() => { CacheStorage.prototype.keys = () => Promise.reject(new Error('no')); }")
    sign_out(page)
    page.wait_for_url(lambda url: "rummet" not in url)


def test_what_was_refused_does_not_come_back_over_what_was_written_since(learner):  # noqa: F811
    page = learner("rummet/")
    locked = {"saved": False, "code": "module-locked", "error": "Gör klart det första först."}
    answer_with(page, status=422, json=locked)
    page.locator("textarea").fill("Gammalt.")
    page.get_by_role("button", name=sv("Save and mark as done")).click()
    expect(status(page)).to_have_text(locked["error"])
    page.unroute(ANSWERS)
    page.reload()
    expect(page.locator("textarea")).to_have_value("Gammalt.")
    page.locator("textarea").fill("Nytt.")
    page.get_by_role("button", name=sv("Save and mark as done")).click()
    expect(page.locator("section.step .badge--done")).to_have_count(1)
    assert (kept(), unsent(page)) == ([(1, "Nytt.")], 0)
    page.reload()
    expect(page.locator("textarea")).to_have_value("Nytt.")


def test_what_waits_is_sent_from_any_page_that_is_opened_next(learner):  # noqa: F811
    page = learner("rummet/")
    page.route(re.compile("/(answers|done)/$"), lambda route: route.abort())
    page.locator("textarea").fill("Taket.")
    page.get_by_role("button", name=sv("Save and mark as done")).click()
    expect(page.locator("[data-unsent]")).to_have_count(1)
    page.unroute(re.compile("/(answers|done)/$"))
    page.goto("/my/")
    wait_until_sent(page)
    assert (kept(), steps_done()) == ([(1, "Taket.")], 1)


@pytest.mark.parametrize("width", [1280, 360])
def test_what_is_said_of_a_save_is_seen_wherever_one_writes(learner, width):  # noqa: F811
    page = learner("rummet/", width=width)
    field = page.locator("textarea")
    place = status(page).evaluate_handle("(one) => one")
    field.fill("Taket.")
    page.evaluate("() => scrollTo(0, document.body.scrollHeight / 2)")
    expect(status(page)).to_have_text(SAVED)
    expect(status(page)).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name=sv("Save and mark as done")).click()
    expect(page.locator("section.step .badge--done")).to_have_count(1)
    # The same place, or a screen reader would not read it out.
    assert place.evaluate("(one) => one.isConnected")
    expect(status(page)).to_be_in_viewport(ratio=1)
