"""Copies on the device: without a network one goes on to the next module, and loses nothing."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.test_learning import sv
from tests.browser.test_saving import (  # noqa: F401
    COURSE,
    finish,
    kept,
    learner,
    status,
    steps_done,
    teacher,
    wait_until_sent,
)
from tests.browser.wcag import check_no_sideways_scrolling

KEPT = """async () => {
  const kept = {};
  for (const name of (await caches.keys()).filter((one) => one.startsWith('vidare-pages:'))) {
    const pages = await caches.open(name);
    for (const one of await pages.keys()) {
      kept[new URL(one.url).pathname] = await (await pages.match(one)).text();
    }
  }
  return kept;
}"""
FILES = """async () =>
  (await (await caches.open('vidare-files')).keys()).map((one) => one.url)"""
LIST = "/vidare-list-of-copies"


def wait_until(is_so, seconds: int = 30) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it never was so"
        time.sleep(0.05)


def wait_until_kept(page, *modules: str) -> None:
    """The list of what is kept comes last."""
    wanted = {LIST, *(f"{COURSE}{module}" for module in modules)}
    wait_until(lambda: wanted <= page.evaluate(KEPT).keys())
    wait_until(lambda: any("kept_pages" in one for one in page.evaluate(FILES)))


@pytest.mark.parametrize(
    "options", [{}, {"width": 360, "has_touch": True, "is_mobile": True}], ids=["desk", "phone"]
)
def test_without_a_network_one_works_on_in_the_next_module_too(learner, axe, teacher, options):  # noqa: F811
    page = learner("rummet/", **options)
    wait_until_kept(page, "rummet/", "ljuset/")
    assert teacher.enrolments.get().at_module.slug == "rummet"
    page.context.set_offline(True)
    page.locator("textarea").fill("Taket.")
    page.get_by_role("button", name=sv("Save and mark as done")).click()
    page.get_by_role("button", name=re.compile("Vem får plats")).click()
    page.locator(".module__next [rel=next]").click()
    page.wait_for_url(f"**{COURSE}ljuset/")
    expect(page.locator("[data-copy]")).to_be_visible()
    axe(page)
    check_no_sideways_scrolling(page)
    page.get_by_role("radio", name="Vid två lampor").check()
    page.reload()
    expect(page.get_by_role("radio", name="Vid två lampor")).to_be_checked()
    assert (kept(), steps_done()) == ([], 0)

    page.context.set_offline(False)
    wait_until_sent(page)
    assert steps_done() == 2
    assert sorted(attempt for attempt, _ in kept()) == [0, 1]


def test_a_copy_has_what_was_saved_before_one_left(learner):  # noqa: F811
    page = learner("rummet/")
    wait_until_kept(page, "rummet/", "ljuset/")
    page.locator("textarea").fill("Taket.")
    wait_until_sent(page)
    page.goto(f"{COURSE}ljuset/")
    wait_until(lambda: "Taket." in page.evaluate(KEPT)[f"{COURSE}rummet/"])
    page.context.set_offline(True)
    page.goto(f"{COURSE}rummet/")
    expect(page.locator("textarea")).to_have_value("Taket.")


def test_where_a_page_is_not_on_the_device_one_reads_which_are(learner, axe):  # noqa: F811
    page = learner("rummet/")
    wait_until_kept(page, "rummet/", "ljuset/")
    page.context.set_offline(True)
    page.goto(COURSE)
    expect(page.get_by_role("heading", level=1)).to_have_text(sv("Kept on this device"))
    expect(page.get_by_role("link", name="Ljus, ljud och en enda sak")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Läs av rummet").click()
    expect(page.locator("[data-copy]")).to_be_visible()


def test_with_a_network_one_never_reads_a_copy(learner, teacher):  # noqa: F811
    page = learner("rummet/")
    wait_until_kept(page, "rummet/")
    finish(teacher.enrolments.get(), "rummet")
    page.reload()
    expect(page.locator("section.step .badge--done")).to_have_count(2)
    assert not page.locator("[data-copy]").count()


def test_copies_go_with_who_signs_out_and_are_not_anothers(learner, sign_in):  # noqa: F811
    from django.contrib.auth import get_user_model

    from courses.models import CoursePage
    from progress.actions.start_course import start_course

    bo = get_user_model().objects.create_user("bo@example.org", "pw", name="Bo")
    start_course(person=bo, course=CoursePage.objects.get(slug="scenen-ar-redan-har"))
    page = learner("rummet/")
    wait_until_kept(page, "rummet/")
    adas = {*page.evaluate("() => caches.keys()")} - {"vidare-files"}
    sign_in(page, bo.email)
    page.reload()
    wait_until(lambda: not adas & {*page.evaluate("() => caches.keys()")})
    wait_until_kept(page, "rummet/")
    page.locator("header details.menu", has_text="Inloggad som Bo").locator("summary").click()
    page.get_by_role("button", name=sv("Sign out")).click()
    page.wait_for_url(lambda url: "rummet" not in url)
    assert page.evaluate("async () => (await caches.keys()).length") == 0
