"""Two tabs of one person, and a page that renews itself under one who writes."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.test_copies import wait_until
from tests.browser.test_learning import sv
from tests.browser.test_saving import finish as finish_module
from tests.browser.test_saving import (  # noqa: F401
    kept,
    learner,
    teacher,
    unsent,
    wait_until_sent,
)

ANSWERS = re.compile("/answers/$")


@pytest.fixture
def tabs(learner):  # noqa: F811
    first = learner("rummet/")
    second = first.context.new_page()
    second.goto(first.url)
    return first, second


def finish(page) -> None:
    page.get_by_role("button", name=sv("Save and mark as done")).click()


def test_who_finishes_in_one_tab_keeps_what_waits_in_the_other(tabs):
    first, second = tabs
    first.context.set_offline(True)
    second.locator("textarea").fill("Andra fliken.")
    first.locator("textarea").fill("Första fliken.")
    finish(first)
    expect(first.locator("[data-unsent]")).to_have_count(1)
    first.context.set_offline(False)
    both = first.locator("[data-both] .both__text")
    expect(both).to_have_text(["Första fliken.", "Andra fliken."], timeout=20_000)
    assert kept() == [(0, "Andra fliken.")]


def test_a_tab_from_before_is_asked_before_it_writes_over_what_was_sent_in(tabs):
    first, second = tabs
    first.locator("textarea").fill("Första fliken.")
    finish(first)
    expect(first.locator("section.step .badge--done")).to_have_count(1)
    second.locator("textarea").fill("Andra fliken.")
    both = second.locator("[data-both]")
    both.wait_for()
    assert both.locator(".both__text").all_inner_texts() == ["Andra fliken.", "Första fliken."]
    assert kept() == [(1, "Första fliken.")]
    both.get_by_role("button", name=sv("Keep the other one")).click()
    wait_until_sent(second)
    expect(second.locator("textarea")).to_have_value("Första fliken.")


def test_a_copied_tab_has_a_name_of_its_own_and_one_loaded_again_keeps_its(learner):  # noqa: F811
    first = learner("rummet/")
    with first.context.expect_page() as opened:
        first.evaluate("() => { open(location.href); }")
    second = opened.value
    first.context.set_offline(True)
    first.locator("textarea").fill("Första fliken.")
    second.locator("textarea").fill("Andra fliken.")
    wait_until(lambda: unsent(first) == 2)
    first.context.set_offline(False)
    first.reload()
    assert unsent(first) <= 2


def test_what_a_closed_tab_left_is_gone_on_with_in_a_new_one_without_a_question(
    learner,  # noqa: F811
):
    first = learner("rummet/")
    context, address = first.context, first.url
    context.route(ANSWERS, lambda route: route.abort())
    first.locator("textarea").fill("Taket")
    first.wait_for_timeout(300)
    first.close()
    second = context.new_page()
    second.goto(address)
    expect(second.locator("textarea")).to_have_value("Taket")
    second.locator("textarea").fill("Taket och golvet")
    second.wait_for_timeout(5_000)
    context.unroute(ANSWERS)
    second.evaluate("() => dispatchEvent(new Event('online'))")
    wait_until_sent(second)
    assert not second.locator("[data-both]").count()
    assert kept() == [(0, "Taket och golvet")]


def test_who_writes_while_another_step_is_saved_loses_no_letter(learner):  # noqa: F811
    page = learner("rummet/")
    page.route(re.compile("/done/$"), lambda route: (time.sleep(0.6), route.continue_()))
    page.get_by_role("button", name=re.compile("Vem får plats")).click()
    field = page.locator("textarea")
    field.focus()
    words = "Taket och golvet, och allt det andra."
    page.keyboard.type(words, delay=60)
    expect(page.locator("section.step .badge--done")).to_have_count(1)
    assert field.evaluate("(one) => one === document.activeElement")
    expect(field).to_have_value(words)
    wait_until_sent(page)
    assert kept() == [(0, words)]
    finish(page)
    expect(page.locator("section.step .badge--done")).to_have_count(2)
    assert page.locator(":focus").get_attribute("id").startswith("after-")


def test_what_is_played_goes_on_while_the_page_renews_itself(learner, teacher):  # noqa: F811
    from courses.models import CoursePage
    from progress.actions.start_course import start_course

    course = CoursePage.objects.get(slug="ljud-bild-och-berattelse", locale__language_code="sv")
    finish_module(start_course(person=teacher, course=course), "innan-ni-borjar")
    page = learner("rummet/")
    page.goto("/sv/kurser/ljud-bild-och-berattelse/lyssna-in-ljudet/")
    page.evaluate("""() => {
      window.before = document.querySelector(".step audio");
      Object.defineProperty(window.before, "paused", {value: false});
    }""")
    page.get_by_role("button", name=sv("Mark as done")).last.click()
    expect(page.locator("section.step .badge--done")).to_have_count(1)
    assert page.evaluate("() => window.before.isConnected")
    wait_until_sent(page)
    with page.expect_request(re.compile("/here/$")) as told:
        page.evaluate("() => dispatchEvent(new Event('pagehide'))")
    assert "media=audio-" in (told.value.post_data or "")
    page.evaluate("""() => {
      Object.defineProperty(window.before, "ended", {value: true});
      Object.defineProperty(window.before, "currentTime", {value: 60});
    }""")
    with page.expect_request(re.compile("/here/$")) as told:
        page.evaluate("() => window.before.dispatchEvent(new Event('pause'))")
    assert "second=0" in (told.value.post_data or "")
