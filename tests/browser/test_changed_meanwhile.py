"""A module that an editor changed while somebody was without a network."""

import copy
import re

from playwright.sync_api import expect

from tests.browser.test_learning import sv
from tests.browser.test_question_kinds import open_quiz, quiz  # noqa: F401
from tests.browser.test_saving import (  # noqa: F401
    kept,
    learner,
    status,
    steps_done,
    teacher,
    unsent,
    wait_until_sent,
)
from tests.browser.wcag import check_no_sideways_scrolling

GONE = sv("The questions of this step have been changed. Look at them again.")


def change(slug, edit) -> None:
    from courses.models import ModulePage

    module = ModulePage.objects.get(slug=slug, locale__language_code="sv")
    steps = copy.deepcopy(list(module.steps.raw_data))
    module.steps = edit(steps)
    module.save_revision().publish()


def test_what_was_written_for_a_question_that_was_taken_away_can_be_copied(learner, axe):  # noqa: F811
    page = learner("rummet/", width=360)
    page.context.set_offline(True)
    page.locator("textarea").fill("En hel kväll <b>vid pianot</b>.")

    def drop_question(steps):
        steps[0]["value"]["questions"] = []
        return steps

    change("rummet", drop_question)
    page.context.set_offline(False)
    left = page.locator("[data-leftover]")
    expect(left.locator(".both__text")).to_have_text("En hel kväll <b>vid pianot</b>.")
    axe(page)
    check_no_sideways_scrolling(page)
    page.reload()
    expect(left).to_have_count(1)
    left.get_by_role("button").press("Enter")
    expect(left).to_have_count(0)
    assert unsent(page) == 0


def test_what_was_written_in_a_step_that_was_taken_away_can_be_copied(learner):  # noqa: F811
    page = learner("rummet/")
    page.context.set_offline(True)
    page.locator("textarea").fill("En hel kväll.")
    page.get_by_role("button", name=sv("Save and mark as done")).click()
    page.get_by_role("button", name=re.compile("Vem får plats")).click()
    change("rummet", lambda steps: steps[1:])
    page.context.set_offline(False)
    expect(page.locator("[data-leftover] .both__text")).to_have_text("En hel kväll.")
    expect(page.locator("section.step .badge--done")).to_have_count(1)
    assert (kept(), steps_done()) == ([], 1)


def test_an_order_that_is_not_sent_yet_is_there_when_the_page_is_loaded_again(
    new_page,
    quiz,  # noqa: F811
    sign_in,
):
    page = new_page()
    open_quiz(page, quiz, sign_in)
    page.route(re.compile("/answers/$"), lambda route: route.abort())
    page.locator(".ordering__move").nth(1).click()  # the first one down
    before = {
        row.inner_text(): select.input_value()[-1]
        for row, select in zip(
            page.locator(".ordering__text").all(),
            page.locator(".ordering select").all(),
            strict=True,
        )
    }
    page.reload()
    after = {
        row.inner_text(): select.input_value()[-1:]
        for row, select in zip(
            page.locator(".ordering__text").all(),
            page.locator(".ordering select").all(),
            strict=True,
        )
    }
    assert after == before
