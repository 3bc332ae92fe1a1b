"""How many queries learning takes: the ones that count, without the savepoints of the test."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.models import User
from courses.rules.outline import plain_id
from progress.actions.register import register
from progress.actions.start_course import start_course
from tests.progress.offers import make_course, make_occasion, make_pool
from tests.progress.packages import choice, module, package, question, site, step, step_ids

pytestmark = pytest.mark.django_db


def queries(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return sum("SAVEPOINT" not in query["sql"] for query in captured)


@pytest.fixture
def reader(client):
    """Signed in by the form, so that the menu is kept in the session as it is for everybody."""
    User.objects.create_user("ada@example.org", "a long password", name="Ada")
    site()
    client.post(
        reverse("accounts:login"), {"username": "ada@example.org", "password": "a long password"}
    )
    return client


@pytest.fixture(params=[5, 40])
def learner(request, reader):
    """A package of so many modules, begun, with the pages read once."""
    course = package()
    quiz = [question("single", choices=[choice("A", correct=True), choice("B")])]
    content = [{"type": "paragraph", "id": "", "value": f"Part {n}"} for n in range(10)]
    pages = [
        module(course, step(content=content), step("Quiz", questions=quiz), step())
        for _ in range(request.param)
    ]
    start_course(person=User.objects.get(), course=course)
    mark(reader, pages[1])
    reader.get(pages[0].url)
    reader.get(pages[0].url)
    reader.get(course.url)
    return reader, course, pages


def mark(client, page, place=0):
    key, id = page.get_parent().translation_key, plain_id(step_ids(page)[place])
    url = reverse("progress:mark", args=[key, page.pk, id])
    return lambda: client.post(url, {"page": page.url})


def test_a_module_page_takes_five_queries_session_and_user_included(learner):
    client, _course, pages = learner
    assert queries(lambda: client.get(pages[0].url)) == 5


def test_the_course_page_takes_as_many_queries_at_five_modules_as_at_forty(learner):
    client, course, _pages = learner
    assert queries(lambda: client.get(course.url)) == 4


@pytest.mark.parametrize(("modules", "occasions"), [(5, 1), (40, 30)])
def test_a_dated_courses_page_takes_six_queries_with_ones_place_and_progress(
    reader, modules, occasions
):
    person, course = User.objects.get(), make_course("days")
    course.save_revision().publish()
    ahead = timezone.localdate() + timedelta(days=30)
    for number in range(occasions):
        pool = make_pool(make_occasion(course, slug=f"day-{number}", ends_on=ahead))
        register(person=person, pool=pool)
    pages = [module(course, step(), step()) for _ in range(modules)]
    start_course(person=person, course=course)
    mark(reader, pages[0])()
    reader.get(course.url)
    assert queries(lambda: reader.get(course.url)) == 6


def test_a_step_done_takes_six_queries_in_whatever_many_modules(learner):
    client, _course, pages = learner
    act = mark(client, pages[0])
    act()
    assert queries(mark(client, pages[0], 2)) == 6


def test_the_step_that_completes_the_course_takes_twelve(reader):
    course = package()
    page = module(course, step(), step())
    start_course(person=User.objects.get(), course=course)
    mark(reader, page)()
    assert queries(mark(reader, page, 1)) == 12
    assert "/certificates/" in reader.get(page.url).content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_my_page_takes_as_many_queries_at_one_row_as_at_thirty(reader, rows):
    person = User.objects.get()
    for number in range(rows):
        begun, finished = (package(f"{word}-{number}", revised=False) for word in ("begun", "done"))
        mark_first(reader, person, module(begun, step(), step(), revised=False))
        mark_first(reader, person, module(finished, step(), revised=False))
        pool = make_pool(make_occasion(make_course(f"day-{number}"), ends_on=None))
        register(person=person, pool=pool)
    reader.get(reverse("progress:my"))
    assert queries(lambda: reader.get(reverse("progress:my"))) == 10
    shown = reader.get(reverse("progress:my")).context["mine"]
    assert [len(shown.going_on), len(shown.coming_up), len(shown.done)] == [rows, rows, rows]
    assert all(one.certificates for one in shown.done)


def mark_first(client, person, page):
    start_course(person=person, course=page.get_parent())
    mark(client, page)()
