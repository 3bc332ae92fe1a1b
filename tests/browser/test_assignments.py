"""An assignment by keyboard alone: write, attach, hand in; read, return, hand in anew, approve."""

import pytest

from progress.models import Message, Profile, StepRecord, Submission
from tests.browser.pages import LEADER, TEACHER
from tests.browser.test_learning import sv
from tests.browser.test_saving import wait_until_sent

pytestmark = pytest.mark.browser
MODULE = "/sv/kurser/leda-blandad-ensemble/mellan-traffarna/"
FORM = ".learning-form[data-waits]"
NEEDS_NETWORK = sv(
    "Handing in needs the network. What you have written is kept on this device; "
    "hand it in when the network is back."
)


@pytest.fixture
def english(site):
    """The words of the source, whatever the translations say."""
    Profile.objects.filter(person__email=LEADER).update(language="en")


def being_written() -> None:
    """The demo's, as it was before it was handed in."""
    Message.objects.filter(submission__isnull=False).delete()
    Submission.objects.update(state="draft", handed_in_at=None)


def tab_to(page, selector: str) -> None:
    """The module is read in Swedish, so that what has focus is known by what it is."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"Tab never comes to {selector}")


def press(page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")


def pdf(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def attach(page, name: str, content: bytes) -> None:
    tab_to(page, "[data-file]")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(pdf(name, content))


def answered(new_page, sign_in, keyboard, axe, comment: str, button: str) -> None:
    page = new_page(language="en", width=320)
    sign_in(page, LEADER)
    page.goto("/accounts/language/en/?next=/reviews/")
    page.get_by_role("link", name="Tuva Sångsvan").wait_for()
    keys = keyboard(page)
    keys.press("Tuva Sångsvan", role="link")
    page.wait_for_url("**/reviews/*/")
    axe(page)
    if comment:
        keys.press("Return with a comment", role="button")
        page.get_by_text("Write a comment that says what is to be done").wait_for()
        axe(page)
        page.locator("textarea").focus()
        page.keyboard.type(comment)
    keys.press(button, role="button")
    page.wait_for_url("**/reviews/")
    page.get_by_text("Nothing waits to be read").wait_for()


def test_it_is_returned_and_handed_in_anew_with_a_file_and_approved(
    new_page, english, sign_in, keyboard, axe
):
    answered(new_page, sign_in, keyboard, axe, "Who leads the third time?", "Return with a comment")
    page = new_page(width=320)
    # The browser catches choosers from a moment after somebody listens: well before the key.
    page.on("filechooser", lambda _chooser: None)
    sign_in(page, TEACHER)
    page.goto(MODULE)
    page.get_by_text("Who leads the third time?").wait_for()
    tab_to(page, f"{FORM} textarea")
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(" Eleverna leder.")
    attach(page, "ensemble.pdf", b"%PDF-1.7 " + b"x" * 300_000)
    page.locator("[data-file-status]", has_text="ensemble.pdf").wait_for()
    # What has focus is what it was, though the list is another.
    assert page.locator("[data-file]:focus").count() == 1
    axe(page)
    press(page, f"{FORM} .actions .button:not([name])")
    page.locator(".handed-in", has_text="ensemble.pdf").wait_for()
    axe(page)
    second = Submission.objects.get(number=2)
    assert (second.state, second.files.get().size) == ("handed_in", 300_009)
    assert second.text.endswith("Eleverna leder.")

    answered(new_page, sign_in, keyboard, axe, "", "Approve")
    assert StepRecord.objects.get(how="approved").enrolment.person.email == TEACHER
    page.reload()
    page.locator(".step").last.locator(".badge--done").first.wait_for()
    axe(page)


def test_a_file_that_is_refused_says_why_and_one_taken_away_is_gone(
    new_page, site, sign_in, settings
):
    settings.VIDARE_FILE_MEGABYTES = 1
    being_written()
    page = new_page()
    sign_in(page, TEACHER)
    page.goto(MODULE)
    page.locator(f"{FORM} textarea").fill("Half written")
    page.locator("[data-file]").set_input_files(pdf("plan.pdf", b"x" * 1_000_001))
    said = page.locator("[data-file-status].is-error")
    said.filter(has_text="plan.pdf").wait_for()
    assert "1 MB" in said.inner_text()
    press(page, f"{FORM} [name=remove]")
    page.wait_for_function("() => !document.querySelector('[name=remove]')")
    assert page.locator("[data-file]:focus").count() == 1
    assert not Submission.objects.get().files.exists()
    assert page.locator(f"{FORM} textarea").input_value() == "Half written"


def test_without_a_network_the_text_is_kept_and_the_file_is_said_to_be_missing(
    new_page, site, sign_in
):
    being_written()
    page = new_page()
    sign_in(page, TEACHER)
    page.goto(MODULE)
    page.context.set_offline(True)
    page.locator("[data-file]").set_input_files(pdf("plan.pdf", b"%PDF-1.7"))
    page.locator("[data-file-status].is-error").wait_for()
    page.locator(f"{FORM} textarea").fill("Written without a network")
    press(page, f"{FORM} .actions .button:not([name])")
    # The press is over when it says so; one that is not yet would hand in once the network is back.
    page.locator("[data-status].is-error", has_text=NEEDS_NETWORK).wait_for()
    assert not Submission.objects.filter(state="handed_in").exists()
    page.context.set_offline(False)
    wait_until_sent(page)
    press(page, f"{FORM} .actions .button:not([name])")
    page.locator(".handed-in").wait_for()
    assert page.locator("[data-status]:not(.is-error)").inner_text()
    assert Submission.objects.get().text == "Written without a network"


def test_without_scripts_a_plain_form_does_it_all(new_page, site, sign_in):
    being_written()
    page = new_page(java_script_enabled=False)
    sign_in(page, TEACHER)
    page.goto(MODULE)
    form = page.locator(FORM)
    form.locator("textarea").fill("Without scripts")
    form.locator("input[type=file]").set_input_files(pdf("plan.pdf", b"%PDF-1.7"))
    form.locator("[name=attach]").click()
    form.locator("a", has_text="plan.pdf").wait_for()
    assert form.locator("textarea").input_value() == "Without scripts"
    form.locator(".actions .button:not([name])").click()
    page.locator(".handed-in", has_text="Without scripts").wait_for()
    assert Submission.objects.get().files.count() == 2
