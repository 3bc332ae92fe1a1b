"""A translation lacks a step: the course is read, done and completed in the reader's language."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.wcag import check_no_sideways_scrolling, check_page


@pytest.fixture
def lagging(site):
    """Swedish has a reflection, a recording and a count that Bokmål lacks."""
    from courses.models import CataloguePage, ModulePage, PackagePage
    from tests.progress.packages import question, step

    def catalogue(language):
        return CataloguePage.objects.get(locale__language_code=language)

    def add(parent, model, **fields):
        page = parent.add_child(instance=model(**fields))
        page.save_revision().publish()
        return page

    think = question("reflection", "Vad hörde du?")
    count = question("number", "Hur många slag?", answers=[3])
    recording = [
        {"type": "video", "id": "", "value": {"url": "https://example.org/film.webm", "title": "F"}}
    ]
    steps = [
        step("Lyssna", content=recording),
        step("Tänk", questions=[think]),
        step("Räkna", questions=[count], pass_percent=100),
    ]
    original = add(catalogue("sv"), PackagePage, title="Rytm i grupp", slug="rytm-i-grupp")
    other = add(
        catalogue("nb"),
        PackagePage,
        title="Rytme i gruppe",
        slug="rytme-i-gruppe",
        translation_key=original.translation_key,
    )
    first = add(original, ModulePage, title="Puls", slug="puls", steps=steps)
    told = [
        {**steps[0], "value": {**steps[0]["value"], "title": "Lytt"}},
        {
            **steps[1],
            "value": {
                **steps[1]["value"],
                "title": "Tenk",
                "questions": [{**think, "value": {"prompt": "Hva hørte du?"}}],
            },
        },
    ]
    second = add(
        other,
        ModulePage,
        title="Pulsen",
        slug="pulsen",
        translation_key=first.translation_key,
        steps=told,
    )
    return first, second


@pytest.fixture
def reader(lagging):
    from django.contrib.auth import get_user_model

    from progress.actions.start_course import start_course

    person = get_user_model().objects.get(email="alva.snoskata@example.org")
    start_course(person=person, course=lagging[0].get_parent().specific)
    return person


def section(page, title: str):
    return page.locator("section.step", has=page.get_by_role("heading", name=title, exact=True))


def test_the_language_is_changed_in_the_middle_and_nothing_is_lost(
    new_page, sign_in, lagging, reader, keyboard
):
    from progress.models import Enrolment

    first, second = lagging
    page = new_page(language="nb")
    sign_in(page, reader.email)
    page.goto(first.get_url())
    section(page, "Lyssna").get_by_role("button", name=re.compile("klar", re.IGNORECASE)).click()
    expect(section(page, "Lyssna").locator(".badge--done")).to_be_visible()
    section(page, "Tänk").get_by_role("textbox").fill("Halvskrivet")
    expect(page.locator("[data-status]")).to_contain_text("Sparat")

    page.goto(second.get_url())
    expect(section(page, "Lytt").locator(".badge--done")).to_be_visible()
    expect(section(page, "Tenk").get_by_role("textbox")).to_have_value("Halvskrivet")
    missing = section(page, "Räkna")
    expect(missing.get_by_role("heading", name="Räkna")).to_have_attribute("lang", "sv")
    check_page(page)

    missing.get_by_role("textbox").fill("3")
    missing.get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    expect(section(page, "Räkna").locator(".badge--done")).to_be_visible()
    assert "/nb/" in page.url
    section(page, "Tenk").get_by_role("textbox").fill("Ferdig")
    section(page, "Tenk").get_by_role("button").first.click()
    expect(section(page, "Tenk").locator(".badge--done")).to_be_visible()
    assert Enrolment.objects.get(person=reader, course=first.get_parent()).completed_at

    expect(page.locator("ol.steps [lang=sv]")).to_have_text("Räkna")
    onward = section(page, "Tenk").get_by_role("link", name="Räkna")
    expect(onward.locator("[lang=sv]")).to_have_text("Räkna")
    onward.focus()
    page.keyboard.press("Enter")
    expect(section(page, "Räkna")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_visitor_on_a_phone_is_told_and_led_to_the_original(new_page, lagging, scheme):
    first, second = lagging
    page = new_page(width=320, scheme=scheme, language="nb")
    for each in (second, second.get_parent()):
        page.goto(each.get_url())
        check_page(page)
        check_no_sideways_scrolling(page)
        expect(page.locator(f'main .notice a[href^="{first.get_url()}"]')).to_have_attribute(
            "lang", "sv"
        )


def test_an_editor_sees_the_lag_and_finds_it_in_the_reports(new_page, sign_in, lagging):
    from wagtail.users.models import UserProfile

    UserProfile.objects.filter(user__email="editor@example.org").update(preferred_language="en")
    page = new_page(language="en")
    sign_in(page, "editor@example.org")
    page.goto("/admin/vidare/translations/")
    check_page(page)
    row = page.get_by_role("row").filter(has_text="Räkna")
    row.get_by_role("link", name="Pulsen").click()
    expect(page.get_by_role("main")).to_contain_text("“Räkna”")
