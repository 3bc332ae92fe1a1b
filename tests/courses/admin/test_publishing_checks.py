"""What nobody could complete stays a draft when its time comes; the editor finds out why."""

import html
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import PageLogEntry

from courses.actions.leave_unpublished import STOPPED
from courses.models import CoursePage, ModulePage, PackagePage
from tests.progress.packages import choice, module, package, question, site, step

pytestmark = pytest.mark.django_db
WHY = "Not published at the time that was set: nobody could complete the course."


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    site()
    with translation.override("en"):
        yield


def text_of(response) -> str:
    assert response.status_code == 200
    return " ".join(html.unescape(response.content.decode()).split())


def draft(page, **fields):
    """A draft whose set time has come."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    revision = page.save_revision()
    revision.publish()
    past = timezone.now() - timedelta(minutes=1)
    revision.refresh_from_db()
    assert revision.approved_go_live_at
    revision.approved_go_live_at = past
    revision.content["go_live_at"] = past.isoformat()
    revision.save()
    return revision


def edit(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_a_draft_that_nobody_could_complete_stays_one_and_its_editor_is_told(desk):
    course = package()
    module(course, step("A"))
    revision = draft(course, completion_modules=3, title="Three modules")
    for _ in range(2):
        call_command("publish_scheduled")
    course = PackagePage.objects.get(pk=course.pk)
    assert course.title == "Rytm i grupp"
    assert course.live
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
    assert PageLogEntry.objects.filter(page=course.pk, action=STOPPED).count() == 1
    reason = "Modules asked for: 3. Published: only 1."
    history = text_of(desk.get(reverse("wagtailadmin_pages:history", args=[course.pk])))
    assert WHY in history
    assert reason in history
    assert f"{WHY} {reason}" in text_of(desk.get(edit(course)))


def test_what_stopped_it_is_told_until_it_is_published(desk):
    page = module(package(), step("A"))
    draft(page, steps=[])
    call_command("publish_scheduled")
    page = ModulePage.objects.get(pk=page.pk)
    assert len(page.steps) == 1
    assert WHY in text_of(desk.get(edit(page)))
    page.save_revision().publish()
    assert WHY not in text_of(desk.get(edit(page)))


def test_the_others_that_are_due_are_published_all_the_same():
    stopped, other = package("a"), package("b")
    for course in (stopped, other):
        module(course, step("A"))
    draft(stopped, completion_modules=3, title="New")
    draft(other, completion_modules=1, title="New")
    call_command("publish_scheduled")
    titles = dict(CoursePage.objects.values_list("slug", "title"))
    assert titles == {"a": "Rytm i grupp", "b": "New"}


def test_a_new_course_may_be_due_before_its_modules():
    course = package()
    page = module(course, step("A"), live=False)
    course.unpublish()
    draft(PackagePage.objects.get(pk=course.pk))
    draft(page)
    call_command("publish_scheduled")
    assert PackagePage.objects.get(pk=course.pk).live
    assert ModulePage.objects.get(pk=page.pk).live
    published = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled")
    assert published.count() == 1


def quiz(**value) -> dict:
    choices = [choice("A", correct=True), choice("B")]
    asked = [question("single", choices=choices)]
    return step("Quiz", **{"questions": asked, "pass_percent": 80, "attempts": 2, **value})


@pytest.mark.parametrize(
    ("one", "is_warned"),
    [
        (quiz(), True),
        (quiz(attempts=0), False),
        (quiz(pass_percent=0), False),
        (quiz(required=False), False),
        (quiz(questions=[question("reflection")]), False),
    ],
)
def test_a_required_step_that_somebody_can_use_up_is_named_and_stops_nothing(desk, one, is_warned):
    course = package()
    page = module(course, step("A"), one)
    said = "The step “Quiz” is asked for, and can be used up: without 80% by attempt 2"
    for each in (page, course):
        assert (said in text_of(desk.get(edit(each)))) == is_warned
    assert page.live
