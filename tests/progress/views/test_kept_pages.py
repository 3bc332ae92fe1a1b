"""Pages that are put together from kept pieces: nobody sees another's, and nothing is seen late."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import PageViewRestriction

from cms.models import SiteSettings, User
from courses.models.pages import CourseOutcome
from courses.reports.holes import SECRET
from courses.rules.outline import plain_id
from progress.actions.start_course import start_course
from tests.progress.packages import module, package, question, site, step, step_ids

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    root = site()
    course = package()
    content = [{"type": "paragraph", "id": "", "value": "How does it sound?"}]
    asked = [question("reflection")]
    page = module(course, step("Listen", content=content), step("Write", questions=asked), step())
    page.shell = root
    return page


def person(name: str, page, *, begun: bool = True) -> Client:
    client = Client()
    user = User.objects.create_user(f"{plain_name(name)}@example.org", "pw", name=name)
    client.force_login(user)
    if begun:
        start_course(person=user, course=page.get_parent())
    return client


def plain_name(name: str) -> str:
    return re.sub("<[^>]*>", "", name).lower()


def read(client, page) -> str:
    response = client.get(page.url)
    assert response.status_code == 200
    text = response.content.decode()
    assert SECRET not in text
    return text


def door(name, page, place):
    key = page.get_parent().translation_key
    return reverse(f"progress:{name}", args=[key, page.pk, plain_id(step_ids(page)[place])])


def test_two_people_who_read_the_same_page_never_see_each_others_parts(page):
    ada, bo = person("Ada", page), person("<b>Bo</b>", page)
    read(ada, page)
    asked = page.steps.raw_data[1]["value"]["questions"][0]["id"]
    ada.post(door("mark", page, 0), {"page": page.url})
    ada.post(
        door("answer", page, 1),
        {"page": page.url, f"q-{plain_id(asked)}": "Ada's thought", "keep": "1"},
    )
    adas, bos, nobodys = read(ada, page), read(bo, page), read(Client(), page)
    assert 'value="33"' in adas
    assert escape("Ada's thought") in adas
    assert 'value="0"' in bos
    assert escape("<b>Bo</b>") in bos
    assert "<b>" not in bos
    for other in (bos, nobodys):
        assert "thought" not in other
        assert ">Ada<" not in other
    assert "/accounts/login/" in nobodys
    assert "csrfmiddlewaretoken" not in nobodys


def test_a_form_carries_the_token_of_who_reads_it(page):
    for name in ("Ada", "Bo"):
        client = person(name, page)
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = client.cookies
        text = read(strict, page)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text).group(1)
        sent = {"page": page.url, "csrfmiddlewaretoken": token}
        assert strict.post(door("mark", page, 0), sent).status_code == 302
        assert 'value="33"' in read(strict, page)


def test_what_an_editor_publishes_is_seen_at_once(page):
    ada = person("Ada", page)
    read(ada, page)
    page.title = "Another title"
    page.save_revision().publish()
    assert "Another title" in read(ada, page)
    course = page.get_parent().specific
    course.title = "Another course"
    course.save_revision().publish()
    assert "Another course" in read(ada, page)
    other = module(course, title="One more module")
    assert "One more module" in read(ada, page)
    assert "One more module" in read(ada, course)
    other.unpublish()
    assert "One more module" not in read(ada, page)
    assert "One more module" not in read(ada, course)


def test_what_the_site_says_of_itself_is_seen_at_once(page):
    ada = person("Ada", page)
    read(ada, page)
    kept = SiteSettings.for_site(page.get_site())
    kept.organisation_name = "Another house"
    kept.save()
    assert "Another house" in read(ada, page)


def test_an_outcome_of_the_course_is_seen_at_once(page):
    ada, course = person("Ada", page), page.get_parent().specific
    read(ada, course)
    CourseOutcome.objects.create(page=course, text="To hear a fifth")
    assert "To hear a fifth" in read(ada, course)


def test_a_kept_page_that_is_closed_afterwards_is_closed(page):
    read(Client(), page)
    PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert Client().get(page.url).status_code == 302
    assert Client().get(page.get_parent().url).status_code == 302
    read(person("Ada", page), page)


@pytest.mark.parametrize("is_read_before", [True, False])
def test_a_page_with_a_password_shows_nothing_but_the_form_without_it(page, is_read_before):
    course, ada = page.get_parent(), person("Ada", page)
    if is_read_before:
        for one in (page, course):
            read(ada, one)
    closed = PageViewRestriction.objects.create(
        page=course, restriction_type=PageViewRestriction.PASSWORD, password="kulning"
    )
    for client in (Client(), ada):
        for one in (page, course):
            text = read(client, one)
            assert 'type="password"' in text
            assert "How does it sound?" not in text
            assert "learning" not in text
    door = reverse("wagtailcore_authenticate_with_password", args=[closed.pk, page.pk])
    ada.post(door, {"password": "kulning", "return_url": page.url})
    assert "How does it sound?" in read(ada, page)
    assert "How does it sound?" not in read(Client(), page)


def test_who_has_not_begun_and_who_has_see_the_same_page_otherwise(page):
    ada, bo = person("Ada", page), person("Bo", page, begun=False)
    assert "data-learning" in read(ada, page)
    bos = read(bo, page)
    assert "data-learning" not in bos
    assert "learning-start" in bos
