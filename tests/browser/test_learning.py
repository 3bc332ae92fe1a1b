"""The teacher's path, by keyboard alone: from signing in to a certificate that is verified."""

import re

import pytest
from django.utils.translation import gettext, override

PASSWORD = "a long password of their own"
COURSE = "/sv/kurser/scenen-ar-redan-har/"


def sv(words: str) -> re.Pattern:
    """What begins with these words, as the screen says them in Swedish."""
    with override("sv"):
        return re.compile("^" + re.escape(gettext(words)))


@pytest.fixture
def teacher(site):
    from django.contrib.auth import get_user_model

    return get_user_model().objects.create_user("ada@example.org", PASSWORD, name="Ada Åström")


def saved(page, step: str) -> None:
    """The server has answered that the step is done: that one, not the one that leads on to it."""
    title = page.locator("[id^=step-title-]", has_text=step)
    page.locator("section.step", has=title).locator(".badge--done").wait_for()


def certificate(page, number: str) -> str:
    page.goto(f"/certificates/{number}/")
    return page.locator(".verification").get_attribute("class")


def test_a_teacher_starts_leaves_comes_back_completes_and_has_a_certificate(
    page, keyboard, teacher
):
    keys = keyboard(page)
    page.goto(f"/accounts/login/?next={COURSE}")
    keys.fill(sv("e-mail address".capitalize()), "ada@example.org")
    keys.fill(re.compile("^Lösenord"), PASSWORD)
    page.keyboard.press("Enter")
    keys.arrive(COURSE)

    keys.press(sv("Start"), role="button")
    page.wait_for_url(re.compile("/rummet/#step-"))
    assert page.locator(":focus").get_attribute("id") == page.url.split("#")[1]
    keys.fill(re.compile("^Vad i rummet"), "Pianot bad om det.")
    keys.press(sv("Save and mark as done"), role="button")
    saved(page, "Gå runt")
    keys.press(sv("Mark as done"), role="button")
    saved(page, "Vem får plats?")
    page.goto(f"{COURSE}ljuset/")

    keys.tab_to(re.compile("^Vid en lampa"), role="radio")
    page.keyboard.press("Space")
    keys.press(sv("Check my answers"), role="button")
    page.locator(".feedback--wrong").wait_for()
    keys.tab_to(re.compile("^Vid en lampa"), role="radio")
    page.keyboard.press("ArrowDown")
    page.locator("[data-status]", has_text=sv("Saved")).wait_for()
    left = page.locator("section.step").first.get_attribute("id")

    page.goto("/my/")
    keys.press(sv("Continue where you left off"), role="link")
    page.wait_for_url(re.compile(f"/ljuset/#{left}"))
    assert page.get_by_role("radio", name="Vid två lampor").is_checked()
    keys.tab_to(re.compile("^Vid två lampor"), role="radio")
    page.keyboard.press("ArrowDown")
    keys.press(sv("Try again"), role="button")
    saved(page, "En lampa räcker")
    keys.press(sv("I have tried this with my pupils"), role="button")
    saved(page, "Prova med gruppen")

    page.goto(f"{COURSE}publiken/")
    keys.press(sv("Mark as done"), role="button")
    saved(page, "Planera visningen")
    keys.fill(re.compile("^Vad gjorde publiken"), "De sjöng med.")
    keys.press(sv("Save and mark as done"), role="button")
    page.locator("#completed").wait_for()
    with page.expect_download() as download:
        keys.press(sv("Download the certificate"), role="link")
    assert download.value.path().read_bytes().startswith(b"%PDF")

    number = teacher.certificates.get().number
    assert "verification--valid" in certificate(page, number)
    digit = next(letter for letter in reversed(number) if letter.isdigit())
    changed = str((int(digit) + 1) % 10).join(number.rsplit(digit, 1))
    assert "verification--unknown" in certificate(page, changed)


def test_without_scripts_the_same_forms_do_the_same(new_page, sign_in, teacher):
    from courses.models import CoursePage, ModulePage
    from progress.actions.start_course import start_course

    course = CoursePage.objects.get(slug="scenen-ar-redan-har")
    start_course(person=teacher, course=course)
    page = new_page(java_script_enabled=False)
    sign_in(page, teacher.email)
    page.goto(f"{COURSE}rummet/")
    prompt = page.locator("textarea")
    prompt.fill("Taket.")
    page.get_by_role("button", name=sv("Save and mark as done")).click()
    saved(page, "Gå runt")
    step = ModulePage.objects.get(slug="rummet").steps.raw_data[0]["id"].replace("-", "")
    assert page.url.endswith(f"/rummet/#after-{step}")
    assert page.locator("textarea").input_value() == "Taket."
