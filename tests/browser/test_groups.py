"""A group's way, by keyboard alone: start it, join it, plan a step, confirm it, write the notes."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from courses.models import CoursePage
from progress.actions.start_group import start_group
from progress.models import Profile, StepRecord, StudyGroup
from progress.reports.scope import scope_of
from tests.browser.pages import COLLEAGUE, MANAGER, TEACHER

pytestmark = pytest.mark.browser
COURSE = "scenen-ar-redan-har"


@pytest.fixture
def english(site):
    """The words of the source, whatever the translations say."""
    who = [MANAGER, COLLEAGUE, TEACHER]
    Profile.objects.filter(person__email__in=who).update(language="en")


def opened(new_page, sign_in, person, path, **options):
    page = new_page(language="en", **options)
    sign_in(page, person)
    page.goto(f"/accounts/language/en/?next={path}")
    return page


def test_a_teacher_starts_a_group_and_a_colleague_joins_it_and_both_do_a_step(
    new_page, english, sign_in, keyboard, axe
):
    page = opened(new_page, sign_in, TEACHER, "/my/")
    page.goto(CoursePage.objects.get(slug=COURSE).get_url())
    keys = keyboard(page)
    keys.press(re.compile("Start a group|Starta en grupp"), role="link")
    page.wait_for_url("**/groups/start/*/")
    page.goto(f"/accounts/language/en/?next={urlsplit(page.url).path}")
    keys.fill("Name of the group", "The stage on Tuesdays")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/groups/\d+/$"))
    axe(page)
    link = page.get_by_label("Link").input_value()

    other = opened(new_page, sign_in, COLLEAGUE, "/my/", width=320)
    other.goto(link)
    axe(other)
    keyboard(other).press("Join the group", role="button")
    other.wait_for_url(re.compile(r"/groups/\d+/$"))
    axe(other)

    page.reload()
    keys.press(re.compile("^Plan ?: Vem får plats"), role="link")
    today = timezone.localdate()
    page.wait_for_url("**/plan/")
    page.get_by_label("Day").fill(today.isoformat())
    keys.press("Save the plan", role="button")
    page.wait_for_url(re.compile(r"/groups/\d+/$"))
    keys.press(re.compile("^Confirm ?: Vem får plats"), role="link")
    page.wait_for_url("**/confirm/")
    axe(page)
    keys.press(re.compile("Snöskata"), role="checkbox", key="Space")
    keys.press("Confirm that it is done", role="button")
    page.wait_for_url(re.compile(r"/groups/\d+/$"))
    assert "Snöskata" in page.locator("#steps + * tbody tr").first.inner_text()
    record = StepRecord.objects.get(how="together", enrolment__course__slug=COURSE)
    assert record.enrolment.person.email == COLLEAGUE


def test_two_who_write_at_once_see_both_texts(new_page, english, sign_in, keyboard, axe):
    group = StudyGroup.objects.get()
    where = f"/groups/{group.pk}/notes/"
    page = opened(new_page, sign_in, TEACHER, where, width=320)
    other = opened(new_page, sign_in, COLLEAGUE, where)
    keys = keyboard(page)
    for writer, words in ((other, "Alva brings the lamps"), (page, "We meet at four")):
        writer.get_by_label("Shared notes").fill(words)
    keyboard(other).press("Save", role="button")
    other.wait_for_url(re.compile(r"/groups/\d+/$"))
    keys.press("Save", role="button")
    page.get_by_text("both texts stand here").wait_for()
    assert page.get_by_label("Saved by another").input_value() == "Alva brings the lamps"
    assert page.get_by_label("Shared notes").input_value() == "We meet at four"
    axe(page)
    page.get_by_label("Shared notes").fill("Alva brings the lamps; we meet at four")
    keys.press("Save", role="button")
    page.wait_for_url(re.compile(r"/groups/\d+/$"))
    group.refresh_from_db()
    assert group.notes == "Alva brings the lamps; we meet at four"


def test_a_manager_starts_one_for_the_whole_staff(new_page, english, sign_in, keyboard, axe):
    course = CoursePage.objects.get(slug=COURSE)
    page = opened(new_page, sign_in, MANAGER, f"/groups/start/{course.pk}/")
    keys = keyboard(page)
    keys.tab_to("Who takes it together?")
    page.keyboard.type("Luleå")
    keys.press("Choose", role="button")
    page.wait_for_url("**school=*")
    axe(page)
    keys.press("Start the group", role="button")
    page.wait_for_url(re.compile(r"/groups/\d+/$"))
    assert page.locator("#members ~ .table-wrap tbody tr").count() > 5
    axe(page)


def test_a_joint_step_leads_from_its_module_to_the_group(new_page, site, sign_in, keyboard, axe):
    group = StudyGroup.objects.get()
    page = new_page(width=320)
    sign_in(page, COLLEAGUE)
    page.goto(f"{group.course.get_url()}pengar-och-regler/")
    axe(page, within=".joint-days")
    keyboard(page).press(group.name, role="link")
    page.wait_for_url(f"**/groups/{group.pk}/")


def test_a_group_is_handed_over_after_a_question(new_page, english, sign_in, keyboard, axe):
    group = StudyGroup.objects.get()
    page = opened(new_page, sign_in, TEACHER, f"/groups/{group.pk}/", width=320)
    keys = keyboard(page)
    keys.press("Hand over the group", role="link")
    page.wait_for_url("**/hand-over/")
    axe(page)
    keys.tab_to("Who leads it?")
    page.keyboard.type("Alva")
    keys.press("Go on", role="button")
    page.wait_for_url("**/hand-over/?to=*")
    axe(page)
    group.refresh_from_db()
    assert group.facilitator.email == TEACHER
    keys.press("Yes, hand it over", role="button")
    page.wait_for_url(f"**/groups/{group.pk}/")
    group.refresh_from_db()
    assert group.facilitator.email == COLLEAGUE
    axe(page)


def test_a_manager_reads_the_report_of_one_group(new_page, english, sign_in, keyboard, axe):
    manager = get_user_model().objects.get(email=MANAGER)
    school = scope_of(manager, timezone.localdate()).organisations().get(kind="school")
    course = CoursePage.objects.get(slug=COURSE)
    start_group(course=course, name="The staff", started_by=manager, organisation=school)
    page = opened(new_page, sign_in, MANAGER, "/reports/", width=320)
    keys = keyboard(page)
    keys.tab_to("Show", role="button")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # opens the filters
    keys.tab_to("Study group")
    page.keyboard.type("The staff")
    keys.press("Show", role="button")
    page.wait_for_url("**group=*")
    assert page.get_by_label("Study group").locator(":checked").inner_text().startswith("The staff")
    assert "group=" in page.get_by_role("link", name="CSV").get_attribute("href")
    axe(page)
