"""Whoever has all that is asked for since an edit finishes by a button of their own."""

import pytest
from django.db import connection
from django.urls import reverse

from cms.models import User
from courses.rules.outline import plain_id
from progress.actions.finish_course import finish_course
from progress.actions.mark_attendance import mark_attendance
from progress.actions.mark_step import mark_step
from progress.actions.register import register
from progress.actions.start_course import start_course
from progress.actions.sum_up_courses import stale_summaries
from progress.models import Certificate, Enrolment
from progress.reports.audit import audit
from progress.rules.learning_errors import CannotLearn
from tests.progress.meetings import make_meeting
from tests.progress.offers import NOW, make_course, make_occasion, make_person, make_pool
from tests.progress.packages import module, package, site, step, step_ids
from tests.progress.rules_of_courses import any_of, ask, block, passed, some, there

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher():
    return User.objects.create_user("ada@example.org", "pw", name="Ada")


@pytest.fixture
def begun(teacher):
    """Of two modules with a step each the first is done."""
    site()
    course = package()
    one, two = module(course, step("A")), module(course, step("B"))
    way = start_course(person=teacher, course=course)
    mark_step(enrolment=way, module=one, step=step_ids(one)[0])
    return course, one, two, way


@pytest.fixture
def whole(begun, django_capture_on_commit_callbacks):
    """The editor has let go of the second module: nothing is left to press."""
    course, one, _two, way = begun
    connection.run_on_commit.clear()  # in a test what came before is never committed
    with django_capture_on_commit_callbacks(execute=True):
        ask(course, some(one))
    way.refresh_from_db()
    assert (way.percent, way.completed_at) == (100, None)
    return course, one, way


def test_the_edit_completes_nobody_and_the_button_does(whole):
    _, _, way = whole
    certificate = finish_course(enrolment=way)
    way.refresh_from_db()
    assert way.completed_at is not None
    assert certificate == Certificate.objects.get(enrolment=way)
    assert list(audit()) == []


def test_twice_is_once(whole):
    _, _, way = whole
    finish_course(enrolment=way)
    first = Enrolment.objects.get(pk=way.pk).completed_at
    assert finish_course(enrolment=way) is None
    assert Enrolment.objects.get(pk=way.pk).completed_at == first
    assert Certificate.objects.count() == 1


def test_where_something_is_left_nothing_is_finished(begun):
    *_, way = begun
    with pytest.raises(CannotLearn) as error:
        finish_course(enrolment=way)
    assert error.value.code == "not-all-done"
    assert Enrolment.objects.completed().count() == 0


def test_who_has_not_begun_finishes_nothing(whole):
    course, *_ = whole
    other = Enrolment(
        person=User.objects.create_user("bo@example.org", name="Bo"),
        translation_key=course.translation_key,
    )
    with pytest.raises(CannotLearn):
        finish_course(enrolment=other)


def test_the_button_stands_on_the_courses_page_and_at_the_end_of_the_module(whole, client, teacher):
    course, one, way = whole
    client.force_login(teacher)
    door = reverse("progress:finish", args=[way.translation_key])
    for page in (course, one):
        assert door in client.get(page.get_url()).content.decode()
    response = client.post(door, {"page": course.get_url()}, follow=True)
    assert response.redirect_chain == [(course.get_url(), 302)]
    assert Enrolment.objects.completed().count() == 1
    for page in (course, one):
        assert door not in client.get(page.get_url()).content.decode()


def test_the_button_is_not_there_while_something_is_left(begun, client, teacher):
    course, one, _, way = begun
    client.force_login(teacher)
    door = reverse("progress:finish", args=[way.translation_key])
    for page in (course, one):
        assert door not in client.get(page.get_url()).content.decode()


def test_the_doors_of_finishing(whole, client, teacher):
    course, _, way = whole
    door = reverse("progress:finish", args=[way.translation_key])
    assert "/accounts/login/" in client.post(door, {"page": course.get_url()}).url
    client.force_login(User.objects.create_user("bo@example.org", name="Bo"))
    client.post(door, {"page": course.get_url()})
    assert Enrolment.objects.completed().count() == 0
    client.force_login(teacher)
    assert client.get(door).status_code == 405


@pytest.fixture
def gathering():
    """Two occasions of a course and a module beside them: any of the three is enough."""
    site()
    course = make_course("samling")
    occasions = []
    for slug in ("oslo", "malmo"):
        occasion = make_occasion(course=course, slug=slug)
        make_meeting(occasion)
        occasions.append(occasion)
    return course, occasions, module(course, step("A"))


def test_an_occasion_attended_or_another_or_a_module(gathering):
    course, (oslo, malmo), alone = gathering
    ask(course, any_of(there(oslo), there(malmo), some(alone)))
    pool, person, leader = make_pool(malmo, 5), make_person("ada"), make_person("leader")
    place = register(person=person, pool=pool, now=NOW)
    mark_attendance(registration=place, meeting=malmo.meetings.get(), minutes=90, by=leader)
    way = Enrolment.objects.get(person=person)
    assert (way.percent, way.completed_at) == (66, None)  # 90 of 135 minutes
    mark_attendance(registration=place, meeting=malmo.meetings.get(), minutes=135, by=leader)
    way.refresh_from_db()
    assert way.percent == 100
    with pytest.raises(CannotLearn) as error:
        finish_course(enrolment=way)
    assert error.value.code == "not-closed"
    other = start_course(person=make_person("bo"), course=course)
    mark_step(enrolment=other, module=alone, step=step_ids(alone)[0])
    other.refresh_from_db()
    assert other.completed_at is not None
    assert list(stale_summaries(course.translation_key)) == []


def test_presence_elsewhere_does_not_count(gathering):
    course, (oslo, malmo), _ = gathering
    ask(course, there(oslo, percent=50))
    pool, person = make_pool(malmo, 5), make_person("ada")
    place = register(person=person, pool=pool, now=NOW)
    mark_attendance(
        registration=place, meeting=malmo.meetings.get(), minutes=180, by=make_person("leader")
    )
    assert Enrolment.objects.get(person=person).percent == 0


def test_a_step_that_is_named_is_asked_for_in_every_language(begun):
    course, _one, two, way = begun
    ask(course, passed(two), block("all_modules"))
    english = package("rhythm", language="en", translation_key=course.translation_key)
    other = module(english, *two.steps.raw_data, slug=two.slug, translation_key=two.translation_key)
    mark_step(enrolment=way, module=other, step=plain_id(step_ids(two)[0]))
    way.refresh_from_db()
    assert way.completed_at is not None
