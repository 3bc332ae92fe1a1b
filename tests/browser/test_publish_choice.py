"""An editor adds a step to what people have begun; one of them is midway, one has finished."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.wcag import check_page

NEW = "Clap it together"


@pytest.fixture
def begun(site):
    """Mia has done the first module and not the second one; Fia has a certificate."""
    from wagtail.users.models import UserProfile

    from tests.progress.edits import begun_package, with_new
    from tests.progress.packages import step

    made = begun_package(language="en", title="Rhythm in groups")
    with_new(made.first, step(NEW))
    UserProfile.objects.update_or_create(user=made.editor, defaults={"preferred_language": "en"})
    return made


@pytest.fixture
def desk(new_page, sign_in, begun):
    page = new_page(language="en")
    sign_in(page, begun.editor.email)
    return page


def publish(desk, keyboard, begun, answer: str) -> None:
    """By keyboard: the draft with the new step is open; publishing it asks first."""
    from courses.models import ModulePage

    keys = keyboard(desk)
    desk.goto(f"/admin/pages/{begun.first.pk}/edit/")
    keys.press("Skip to main content", role="link")
    keys.press("More actions", role="button")
    keys.press(re.compile("^Publish", re.IGNORECASE), role="button")
    desk.wait_for_url(re.compile(r"/admin/vidare/publish/\d+/\d+/"))
    said = desk.get_by_role("main").inner_text()
    assert "2 people have begun this module" in said
    assert "1 person has completed the course" in said
    assert NEW in said
    assert len(ModulePage.objects.get(pk=begun.first.pk).steps) == 2
    check_page(desk)
    desk.get_by_role("radio", name=answer).check()
    desk.get_by_label("Why?").fill("Two teachers asked for it.")
    desk.get_by_role("button", name="Publish", exact=True).click()
    desk.wait_for_url(re.compile(r"/admin/vidare/changes/\d+/"))
    row = desk.get_by_role("row").filter(has_text="Two teachers asked for it.")
    expect(row).to_contain_text(answer)
    expect(row).to_contain_text("Edda")
    desk.reload()  # without Wagtail's own message, which fades in
    check_page(desk)
    desk.set_viewport_size({"width": 320, "height": 800})
    number = desk.get_by_role("row").last.get_by_role("cell").last
    number.scroll_into_view_if_needed()
    box = number.bounding_box()
    assert box["x"] + box["width"] <= 320, "the last column cannot be reached"
    desk.set_viewport_size({"width": 1280, "height": 800})


@pytest.fixture
def seen_by(new_page, sign_in, begun, axe):
    """seen_by(person): the module as that person sees it, and their own page, in words."""

    def look(person):
        page = new_page(language="en", width=320)
        sign_in(page, person.email)
        page.goto(begun.first.get_url())
        axe(page)
        step = page.locator("section.step", has=page.get_by_role("heading", name=NEW))
        expect(step).to_be_visible()
        words = {
            "new step": step.inner_text(),
            "old step": page.locator("section.step").first.inner_text(),
            "top": page.get_by_role("main").inner_text(),
        }
        page.goto("/my/")
        axe(page)
        return words | {"my": page.get_by_role("main").inner_text()}

    return look


def state(begun, person) -> tuple[int, int, bool]:
    way = begun.way(person)
    return way.version, way.percent, way.completed_at is not None


def certificate_holds(begun) -> bool:
    from progress.models import Certificate, Enrolment

    first = Enrolment.objects.get(person=begun.fia, version=1)
    certificate = Certificate.objects.get(enrolment=first, successor=None)
    return first.completed_at is not None and certificate.revoked_at is None


def nothing_is_wrong() -> bool:
    from progress.reports.audit import audit

    return list(audit()) == []


def test_keep_all_as_done(desk, keyboard, begun, seen_by):
    publish(desk, keyboard, begun, "Keep all as done")
    mia, fia = seen_by(begun.mia), seen_by(begun.fia)
    assert "Not asked of you: it came after you had done the module" in mia["new step"]
    assert "Mark as done" not in mia["new step"]
    assert "New since you finished" in fia["new step"]
    assert "Completed on" in fia["my"]
    assert state(begun, begun.mia) == (1, 75, False)
    assert state(begun, begun.fia) == (1, 100, True)
    assert certificate_holds(begun)
    assert nothing_is_wrong()


def test_ask_those_midway_for_what_is_new(desk, keyboard, begun, seen_by):
    publish(desk, keyboard, begun, "Ask those midway for what is new")
    mia, fia = seen_by(begun.mia), seen_by(begun.fia)
    assert "Mark as done" in mia["new step"]
    assert "Mark as done" not in mia["old step"]
    assert "New since you finished" not in mia["top"]
    assert "New since you finished" in fia["new step"]
    assert "Completed on" in fia["my"]
    assert "Continue where you left off" not in fia["my"]
    assert state(begun, begun.mia) == (1, 50, False)
    assert state(begun, begun.fia) == (1, 100, True)
    assert certificate_holds(begun)
    assert nothing_is_wrong()


def test_ask_all_again_in_a_new_version(desk, keyboard, begun, seen_by):
    publish(desk, keyboard, begun, "Ask all again, in a new version")
    mia, fia = seen_by(begun.mia), seen_by(begun.fia)
    for seen in (mia, fia):
        assert "Mark as done" in seen["new step"]
        assert "Mark as done" in seen["old step"]
        assert "Continue where you left off" in seen["my"]
        assert "A new version" in seen["my"]
        assert "is asked for again from the beginning" in seen["top"]
    assert "stays as it was earned, and so does its certificate" in fia["top"]
    assert "stays as it was earned" not in mia["top"]
    assert "An earlier version" in fia["my"]
    assert "Completed on" in fia["my"]
    assert "Completed on" not in mia["my"]
    assert state(begun, begun.mia) == (2, 0, False)
    assert state(begun, begun.fia) == (2, 25, False)
    assert certificate_holds(begun)
    assert nothing_is_wrong()
