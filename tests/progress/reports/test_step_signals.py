"""How people came by the steps of a module, from the records that the actions leave."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from courses.models import ModulePage
from courses.rules.outline import plain_id, read_steps
from progress.actions.answer_step import answer_step
from progress.actions.mark_step import mark_step
from progress.actions.start_course import start_course
from progress.models import Enrolment, Submission
from progress.reports.signal_rows import signal_rows
from progress.reports.step_signals import step_signals
from progress.rules.signals import Share, Signal
from tests.progress.packages import choice, module, package, question, step
from tests.progress.signals import NOW, answer, do, people, stop, ways

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """Read, then a question with a mark, then a last step."""
    asked = question("single", choices=[choice("One", correct=True), choice("Two")])
    return module(package(), step("Read"), step("Test", questions=[asked]), step("Try"))


def ids(page: ModulePage) -> list[str]:
    return [plain_id(block["id"]) for block in page.steps.raw_data]


def asked_in(page: ModulePage, number: int = 1) -> dict:
    return page.steps.raw_data[number]["value"]["questions"][0]


def read(page: ModulePage, **given) -> list[Signal]:
    found = step_signals(module=page, steps=read_steps(page.steps.raw_data), **given)
    return [found[id] for id in ids(page)]


def test_what_the_actions_leave_is_what_is_counted(page):
    one, two, _three = ids(page)
    asked = asked_in(page)
    right, wrong = (each["id"] for each in asked["value"]["choices"])
    for number, person in enumerate(people(12)):
        way = start_course(person=person, course=page.get_parent().specific)
        mark_step(enrolment=way, module=page, step=one)
        tries = [right] if number < 6 else [wrong, wrong, right]
        for given in tries if number < 11 else []:
            answer_step(enrolment=way, module=page, step=two, answers={asked["id"]: given})
    found = step_signals(module=page, steps=read_steps(page.steps.raw_data))
    reading, testing, trying = (found[id] for id in ids(page))
    assert reading == Signal(reached=10, done=10, stopped=0)
    assert testing == Signal(reached=10, done=10, stopped=0, right=55, attempts=1.0)
    assert found[plain_id(asked["id"])] == testing
    assert trying == Signal(reached=10, done=0, stopped=0)


def test_of_four_people_nothing_is_said_and_of_five_it_is(page):
    do(ways(page, people(4)), page, ids(page)[0])
    assert read(page) == [Signal(), Signal(), Signal()]
    do(ways(page, people(1, first=4)), page, ids(page)[0])
    assert [one.reached for one in read(page)] == [5, 5, None]


def test_who_was_not_active_for_thirty_days_has_stopped_where_they_were_last(page):
    one, two, three = ids(page)
    found = ways(page, people(21))
    do(found, page, one, two)
    stop(found[:10], page, two)
    stop(found[10:16], page, three)
    stop(found[16:21], page, three, at=NOW - timedelta(days=29))
    assert [each.stopped for each in read(page, now=NOW)] == [0, 10, 5]


def test_who_has_completed_the_course_has_not_stopped(page):
    found = ways(page, people(6), completed_at=NOW - timedelta(days=90))
    stop(found, page, ids(page)[0])
    assert read(page, now=NOW)[0] == Signal(reached=5, done=0, stopped=0)


def test_who_only_opened_the_module_is_at_its_first_step(page):
    found = ways(page, people(5))
    Enrolment.objects.update(at_module=page, at_step=None)
    assert len(found) == 5
    assert [one.reached for one in read(page)] == [5, None, None]


def test_a_half_written_answer_reaches_its_step_and_is_no_attempt(page):
    asked = asked_in(page)["id"]
    found = ways(page, people(5))
    answer(found, page, ids(page)[1], asked)
    signals = step_signals(module=page, steps=read_steps(page.steps.raw_data))
    assert signals[plain_id(asked)] == Signal(reached=5, done=0, stopped=0)


def test_the_mark_of_that_day_says_whether_the_first_try_was_right(page):
    asked, two = asked_in(page)["id"], ids(page)[1]
    found = ways(page, people(20))
    answer(found[:10], page, two, asked, 0.5, 1.0, mark=50)
    answer(found[10:], page, two, asked, 0.5, 1.0, 1.0, 1.0, mark=80)
    signals = step_signals(module=page, steps=read_steps(page.steps.raw_data))
    assert (signals[two].right, signals[two].attempts) == (50, 3.0)
    assert signals[plain_id(asked)].right is Share.HARDLY_ANY


def test_all_languages_are_counted_together_and_show_the_same(page):
    nb = Locale.objects.create(language_code="nb")
    other = page.copy_for_translation(nb, copy_parents=True)
    found = ways(page, people(10))
    do(found[:5], page, ids(page)[0])
    do(found[5:], other, ids(page)[0])
    assert read(page) == read(other)
    assert read(page)[0].done == 10


def test_a_copy_with_the_same_steps_is_counted_apart(page):
    do(ways(page, people(9)), page, ids(page)[0])
    copy = page.get_parent().specific.copy(
        recursive=True, update_attrs={"slug": "copy", "title": "Copy"}
    )
    [copied] = ModulePage.objects.child_of(copy)
    assert ids(copied) == ids(page)
    assert read(copied)[0] == Signal()


def test_only_the_current_version_of_a_way_counts(page):
    do(ways(page, people(9), is_current=False), page, ids(page)[0])
    assert read(page)[0] == Signal()


def test_an_assignment_is_right_at_first_try_where_the_first_is_approved(page):
    asked = question("assignment", takes="text")
    page = module(page.get_parent().specific, step("Film it", questions=[asked]))
    [one] = ids(page)
    found = ways(page, people(15))
    keys = {"module": page, "step": one, "question": asked["id"]}
    decided = {"handed_in_at": NOW, "decided_at": NOW}
    Submission.objects.bulk_create(
        Submission(enrolment=way, state=state, number=1, **keys, **decided)
        for state, ways_of in (("approved", found[:10]), ("returned", found[10:]))
        for way in ways_of
    )
    Submission.objects.bulk_create(
        Submission(enrolment=way, state="draft", number=2, **keys) for way in found[10:]
    )
    signals = step_signals(module=page, steps=read_steps(page.steps.raw_data))
    assert signals[plain_id(asked["id"])] == Signal(15, 15, 0, right=65, attempts=1.0)


def size(modules: int, steps: int, count: int) -> ModulePage:
    course = package(f"course-{uuid.uuid4().hex[:8]}", revised=False)
    pages = [module(course, *(step() for _ in range(steps)), revised=False) for _ in range(modules)]
    found = ways(pages[0], people(count, first=Enrolment.objects.count()))
    do(found, pages[0], *ids(pages[0]))
    return pages[0]


@pytest.mark.parametrize(
    ("modules", "steps", "count"), [(5, 1, 6), (40, 1, 6), (5, 30, 6), (5, 1, 60)]
)
def test_the_number_of_queries_is_the_same_at_every_size(modules, steps, count):
    page = size(modules, steps, count)
    with CaptureQueriesContext(connection) as asked:
        rows = signal_rows(ModulePage.objects.get(pk=page.pk))
    assert len(rows) == steps
    assert all(row.signal.done == count - count % 5 for row in rows)
    assert len(asked) == QUERIES


QUERIES = 6


def test_now_is_now_where_nobody_says_another_time(page):
    found = ways(page, people(5))
    stop(found, page, ids(page)[0], at=timezone.now() - timedelta(days=30, minutes=1))
    assert read(page)[0].stopped == 5
