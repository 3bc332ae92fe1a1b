import pytest

from cms.models import User
from progress.actions.hold_enrolment import WayOf
from progress.actions.mark_step import mark_step
from progress.actions.start_course import start_course
from progress.rules.learning_errors import CannotLearn
from tests.progress.packages import module, package, step, step_ids

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher():
    return User.objects.create_user("ada@example.org", "pw", name="Ada")


def test_the_last_step_completes_the_course_once_and_for_all(teacher):
    course = package()
    one, two = (
        module(course, step("A"), step("B", minutes=5)),
        module(course, step("C")),
    )
    way = start_course(person=teacher, course=course)
    for page in (one, two):
        for id in step_ids(page):
            done = mark_step(enrolment=way, module=page, step=id)
    way.refresh_from_db()
    assert (way.percent, way.minutes) == (100, 25)
    assert way.completed_at is not None
    assert done.is_new
    module(course, step("New"))
    first = way.completed_at
    again = mark_step(enrolment=way, module=two, step=step_ids(two)[0])
    way.refresh_from_db()
    assert not again.is_new
    assert (way.percent, way.completed_at) == (100, first)


def test_a_step_takes_four_queries_in_whatever_many_modules(teacher, django_assert_num_queries):
    course = package()
    pages = [module(course, step("A"), step("B")) for _ in range(12)]
    way = start_course(person=teacher, course=course)
    mark_step(enrolment=way, module=pages[0], step=step_ids(pages[0])[0])
    key = WayOf(teacher.pk, course.translation_key)
    with django_assert_num_queries(6):  # of which two are the savepoint around the test's own
        mark_step(enrolment=key, module=pages[1].pk, step=step_ids(pages[1])[0])


def test_nobody_marks_a_step_of_a_course_not_begun(teacher):
    page = module(package())
    with pytest.raises(CannotLearn, match="Start the course"):
        mark_step(
            enrolment=WayOf(teacher.pk, page.get_parent().translation_key),
            module=page,
            step=step_ids(page)[0],
        )
