"""No network, two tabs, signed out meanwhile: nothing is lost, and nothing comes in twice."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.test_learning import sv
from tests.browser.wcag import check_no_sideways_scrolling

COURSE = "/sv/kurser/scenen-ar-redan-har/"
OFFLINE = sv("No network: your work is kept on this device and sent when it is back.")
SAVED = sv("Saved")
CHECKING = sv(
    "Checking your answers needs the network. What you have chosen is kept on this device; "
    "check when it is back."
)
SIGNED_OUT = sv(
    "Not saved: you have been signed out. Your work is kept on this device until you sign in again."
)


@pytest.fixture
def teacher(site):
    from django.contrib.auth import get_user_model

    from courses.models import CoursePage
    from progress.actions.start_course import start_course

    person = get_user_model().objects.create_user("ada@example.org", "pw", name="Ada Åström")
    start_course(person=person, course=CoursePage.objects.get(slug="scenen-ar-redan-har"))
    return person


@pytest.fixture
def learner(new_page, sign_in, teacher):
    """learner("rummet/"): a page of the module, with the teacher's session."""

    def open_module(module, **options):
        page = new_page(**options)
        sign_in(page, teacher.email)
        page.goto(f"{COURSE}{module}")
        return page

    return open_module


def status(page):
    return page.locator("[data-status]")


def kept():
    from progress.models import Answer

    mine = Answer.objects.filter(enrolment__person__email="ada@example.org")
    return list(mine.order_by("pk").values_list("attempt", "value"))


def steps_done():
    from progress.models import StepRecord

    return StepRecord.objects.filter(enrolment__person__email="ada@example.org").count()


def finish(way, slug) -> None:
    """The module is done, and the next one is open."""
    from courses.models import ModulePage
    from progress.models import StepRecord

    module = ModulePage.objects.get(slug=slug, locale__language_code="sv")
    for step in module.steps.raw_data:
        StepRecord.objects.create(enrolment=way, module=module, step=step["id"], how="marked")


def unsent(page) -> int:
    return page.evaluate("() => Object.keys(localStorage).filter(k => k.startsWith('vid')).length")


def wait_until_sent(page) -> None:
    page.wait_for_function(
        "() => !Object.keys(localStorage).some(key => key.startsWith('vidare-save:'))"
    )


@pytest.mark.parametrize(
    "options", [{}, {"width": 360, "has_touch": True, "is_mobile": True}], ids=["desk", "phone"]
)
def test_without_a_network_work_goes_on_and_is_sent_once_when_it_is_back(learner, axe, options):
    page = learner("rummet/", **options)
    press = "tap" if options else "click"
    page.context.set_offline(True)
    expect(status(page)).to_have_text(OFFLINE)
    page.locator("textarea").fill("Pianot bad om det.")
    getattr(page.get_by_role("button", name=sv("Save and mark as done")), press)()
    getattr(page.get_by_role("button", name=re.compile("Vem får plats")), press)()
    expect(page.locator("[data-unsent]")).to_have_text([sv("Done, not sent yet")] * 2)
    assert (kept(), steps_done()) == ([], 0)
    axe(page)
    check_no_sideways_scrolling(page)

    page.context.set_offline(False)
    expect(page.locator("section.step .badge--done")).to_have_count(2)
    wait_until_sent(page)
    assert (kept(), steps_done()) == ([(1, "Pianot bad om det.")], 2)


def test_who_marks_the_last_step_and_goes_on_at_once_finds_the_next_module_open(learner, teacher):
    page = learner("rummet/")
    page.locator("textarea").fill("Taket.")
    page.get_by_role("button", name=sv("Save and mark as done")).click()
    expect(page.locator("section.step .badge--done")).to_have_count(1)
    page.route(re.compile("/done/$"), lambda route: (time.sleep(0.5), route.continue_()))
    page.get_by_role("button", name=re.compile("Vem får plats")).click()
    page.locator(".module__next [rel=next]").click()
    page.wait_for_url(f"**{COURSE}ljuset/")
    expect(page.get_by_role("button", name=sv("Check my answers"))).to_be_visible()


def test_checking_waits_for_the_network_and_what_was_chosen_is_kept(learner, teacher):
    finish(teacher.enrolments.get(), "rummet")
    page = learner("ljuset/")
    page.context.set_offline(True)
    page.get_by_role("radio", name="Vid två lampor").check()
    page.get_by_role("button", name=sv("Check my answers")).click()
    expect(status(page)).to_have_text(CHECKING)
    page.context.set_offline(False)
    wait_until_sent(page)
    assert [attempt for attempt, _ in kept()] == [0]
    page.reload()
    assert page.get_by_role("radio", name="Vid två lampor").is_checked()


def test_by_keyboard_nothing_typed_is_lost_when_the_page_is_loaded_again(learner, keyboard):
    page = learner("rummet/")
    page.route(re.compile("/answers/$"), lambda route: route.abort())
    keys = keyboard(page)
    keys.fill(re.compile("^Vad i rummet"), "Taket.")
    keys.press(sv("Save and mark as done"), role="button")
    expect(page.locator("[data-unsent]")).to_have_count(1)
    assert page.locator(":focus").get_attribute("id").startswith("after-")
    page.reload()
    expect(page.locator("textarea")).to_have_value("Taket.")
    page.unroute(re.compile("/answers/$"))
    page.reload()
    wait_until_sent(page)
    assert (kept(), steps_done()) == ([(1, "Taket.")], 1)


@pytest.mark.parametrize(
    ("choice", "stays"), [("Keep this one", "Golvet."), ("Keep the other one", "Taket.")]
)
def test_two_tabs_in_one_question_are_both_shown_and_nothing_is_written_over(
    learner, axe, choice, stays
):
    first = learner("rummet/")
    second = first.context.new_page()
    second.goto(first.url)
    first.locator("textarea").fill("Taket.")
    expect(status(first)).to_have_text(SAVED)
    second.locator("textarea").fill("Golvet.")
    both = second.locator("[data-both]")
    both.wait_for()
    assert both.locator(".both__text").all_inner_texts() == ["Golvet.", "Taket."]
    assert kept() == [(0, "Taket.")]
    axe(second)
    second.reload()
    both.get_by_role("button", name=sv(choice)).click()
    wait_until_sent(second)
    expect(second.locator("textarea")).to_have_value(stays)
    assert kept() == [(0, stays)]


def test_one_who_goes_on_writing_in_one_tab_is_never_asked(learner):
    page = learner("rummet/")
    for words in ("Taket", "Taket och", "Taket och golvet."):
        page.locator("textarea").fill(words)
        wait_until_sent(page)
    assert kept() == [(0, "Taket och golvet.")]
    assert not page.locator("[data-both]").count()


def test_what_is_changed_in_a_step_that_is_done_is_kept_half_written(learner, teacher):
    finish(teacher.enrolments.get(), "rummet")
    page = learner("rummet/")
    before = steps_done()
    page.locator("textarea").fill("Taket.")
    wait_until_sent(page)
    assert (kept(), steps_done()) == ([(0, "Taket.")], before)
    page.reload()
    expect(page.locator("textarea")).to_have_value("Taket.")
    page.goto(f"{COURSE}ljuset/")
    page.get_by_role("radio", name="Vid tre lampor").check()
    page.get_by_role("button", name=sv("Check my answers")).click()
    expect(page.locator("section.step .badge--done")).to_have_count(1)
    wait_until_sent(page)
    page.get_by_role("radio").first.check()
    wait_until_sent(page)
    # What was passed stays, and what was chosen since is an attempt when it is checked.
    assert [attempt for attempt, _ in kept()] == [0, 1, 0]
    assert steps_done() == before + 1


def test_signed_out_meanwhile_the_work_stays_until_the_same_person_is_back(
    learner, sign_in, teacher
):
    page = learner("rummet/")
    page.context.clear_cookies(name="sessionid")
    page.locator("textarea").fill("Taket.")
    expect(status(page)).to_have_text(SIGNED_OUT)
    assert unsent(page) == 1
    sign_in(page, teacher.email)
    page.reload()
    wait_until_sent(page)
    assert kept() == [(0, "Taket.")]


def test_work_of_one_person_is_not_sent_as_anothers_and_not_left_for_them(learner, sign_in, site):
    from django.contrib.auth import get_user_model

    from courses.models import CoursePage
    from progress.actions.start_course import start_course

    bo = get_user_model().objects.create_user("bo@example.org", "pw", name="Bo")
    start_course(person=bo, course=CoursePage.objects.get(slug="scenen-ar-redan-har"))
    page = learner("rummet/")
    sign_in(page, bo.email)
    page.locator("textarea").fill("Adas ord.")
    expect(status(page)).to_have_text(SIGNED_OUT)
    page.reload()
    expect(page.locator("textarea")).to_have_value("")
    assert (kept(), unsent(page)) == ([], 0)


def test_who_signs_out_leaves_nothing_on_the_device(learner):
    page = learner("rummet/")
    page.locator("textarea").fill("Taket.")
    page.locator("header details.menu", has_text="Ada").locator("summary").click()
    page.get_by_role("button", name=sv("Sign out")).click()
    page.wait_for_url(lambda url: "rummet" not in url)
    assert unsent(page) == 0
    assert kept() == [(0, "Taket.")]


def test_a_recording_is_offered_to_go_on_from_its_second(learner, teacher):
    from courses.models import CoursePage
    from progress.actions.start_course import start_course
    from progress.models import Enrolment

    course = CoursePage.objects.get(slug="ljud-bild-och-berattelse", locale__language_code="sv")
    way = start_course(person=teacher, course=course)
    finish(way, "innan-ni-borjar")
    page = learner("rummet/")
    page.goto("/sv/kurser/ljud-bild-och-berattelse/lyssna-in-ljudet/")
    # The test's server sends no ranges of a file, so that Chromium cannot move in it by itself.
    moved = "(one) => Object.defineProperty(one, 'currentTime', {value: 6, writable: true})"
    audio = page.locator(".step audio").first
    audio.evaluate(moved)
    with page.expect_response(lambda answer: "second=6" in (answer.request.post_data or "")):
        audio.evaluate("(one) => one.dispatchEvent(new Event('pause'))")
    way = Enrolment.objects.get(pk=way.pk)
    assert (way.at_second, way.at_media[:6]) == (6, "audio-")
    page.reload()
    audio.evaluate(moved.replace("6", "0"))
    page.get_by_role("button", name=re.compile("0:06$")).click()
    assert audio.evaluate("(one) => one.currentTime") == 6
