"""A button that is pressed twice makes one course, and the second is told."""

from functools import partial

import pytest

from courses.actions.copy_course import copy_course
from courses.actions.make_package import make_package
from courses.models import CoursePage, DatedCoursePage, Occasion
from tests.progress.at_once import in_threads
from tests.progress.packages import catalogue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

SECOND = "IdTakenError: Another course has this id already."


@pytest.fixture
def held() -> Occasion:
    course = catalogue().add_child(instance=DatedCoursePage(title="Rytm", slug="rytm"))
    return Occasion.objects.create(
        course=course, slug="var", state="finished", recording="https://example.org/film"
    )


@pytest.mark.parametrize("make", [make_package, copy_course])
def test_two_at_once_make_one(held, make):
    more = {"occasions": [held]} if make is make_package else {"edition": "2027"}
    course = DatedCoursePage.objects.get()
    deed = partial(make, course=course, title="Rytm igen", slug="rytm-igen", **more)
    assert in_threads([deed, deed]) == {"done": 1, SECOND: 1}
    assert CoursePage.objects.filter(slug="rytm-igen").count() == 1
