"""How many Python calls learning takes, as cProfile counts them: they do not drift as time does.

The pins are some way above what is measured; the targets are in docs/performance.md.
"""

import cProfile
import pstats

import pytest
from django.urls import reverse

from cms.models import User
from courses.rules.outline import plain_id
from progress.actions.start_course import start_course
from tests.progress.packages import choice, module, package, question, site, step, step_ids

pytestmark = pytest.mark.django_db

MODULE_PAGE, STEP_DONE, COMPLETING = 11_000, 7_000, 20_000
COURSE_PAGE, EACH_MODULE = 10_000, 900
ASSIGNMENT_PAGE = 15_000


def calls(act) -> int:
    profile = cProfile.Profile()
    profile.runcall(act)
    return pstats.Stats(profile).total_calls


@pytest.fixture
def reader(client):
    User.objects.create_user("ada@example.org", "a long password", name="Ada")
    site()
    client.post(
        reverse("accounts:login"), {"username": "ada@example.org", "password": "a long password"}
    )
    return client


def begun(reader, modules):
    """A package of modules with ten blocks and a question, begun, its pages read once."""
    course = package(f"package-{modules}")
    quiz = [question("single", choices=[choice("A", correct=True), choice("B")])]
    content = [{"type": "paragraph", "id": "", "value": f"Part {n}"} for n in range(10)]
    pages = [
        module(course, step(content=content), step("Quiz", questions=quiz), step(), step())
        for _ in range(modules)
    ]
    start_course(person=User.objects.get(), course=course)
    for page in pages[:2]:
        for _ in range(2):
            assert reader.get(page.url).status_code == 200
    mark(reader, pages[1], 0)()
    mark(reader, pages[1], 2)()
    return pages


def mark(client, page, place):
    key, id = page.get_parent().translation_key, plain_id(step_ids(page)[place])
    url = reverse("progress:mark", args=[key, page.pk, id])

    def act():
        assert client.post(url, {"page": page.url}).status_code == 302

    return act


def test_a_module_page_with_all_that_is_ones_own_takes_few_calls(reader):
    pages = begun(reader, 5)
    reader.get(pages[0].url)
    assert calls(lambda: reader.get(pages[0].url)) <= MODULE_PAGE


def test_a_module_page_with_an_assignment_takes_some_more(reader):
    course = package()
    page = module(course, step("Plan", questions=[question("assignment", accepts="both", files=3)]))
    start_course(person=User.objects.get(), course=course)
    for _ in range(3):
        reader.get(page.url)
    assert calls(lambda: reader.get(page.url)) <= ASSIGNMENT_PAGE


def test_a_step_done_takes_few_calls_in_five_modules_as_in_forty(reader):
    counted = {}
    for modules in (5, 40):
        pages = begun(reader, modules)
        counted[modules] = calls(mark(reader, pages[0], 0))
    assert counted[40] <= STEP_DONE
    assert counted[40] <= counted[5] * 1.05


def test_a_course_page_with_ones_own_progress_takes_few_calls(reader):
    counted = {}
    for modules in (5, 40):
        course = begun(reader, modules)[0].get_parent()
        for _ in range(2):
            reader.get(course.url)
        counted[modules] = calls(lambda course=course: reader.get(course.url))
    assert counted[5] <= COURSE_PAGE + 5 * EACH_MODULE
    assert counted[40] <= COURSE_PAGE + 40 * EACH_MODULE


def test_the_step_that_completes_takes_few_calls(reader):
    person = User.objects.get()
    for slug in ("first", "second"):  # what is kept of the site and the words is read by the first
        course = package(slug)
        page = module(course, step(), step())
        start_course(person=person, course=course)
        mark(reader, page, 0)()
        taken = calls(mark(reader, page, 1))
    assert taken <= COMPLETING
