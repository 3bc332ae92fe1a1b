"""Whatever happens in whatever order: what an enrolment says is what its evidence gives."""

from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import TestCase
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.models import User
from courses.models import ModulePage, PackagePage
from progress.actions.finish_course import finish_course
from progress.actions.hold_enrolment import measure
from progress.actions.mark_step import mark_step
from progress.actions.publish_change import publish_change
from progress.actions.start_course import start_course
from progress.models import Certificate, Enrolment, StepRecord
from progress.reports.audit import audit
from progress.rules.learning_errors import CannotLearn
from progress.rules.standing import Evidence, stand
from tests.progress.packages import module, package, step, step_ids
from tests.progress.rules_of_courses import any_of, ask, block, passed, some

pytestmark = pytest.mark.django_db

place = st.integers(0, 2)
act = st.one_of(
    st.tuples(st.just("mark"), place, place, place),
    st.tuples(st.just("mark in English"), place, place, place),
    st.tuples(st.just("unpublish"), place),
    st.tuples(st.just("publish"), place),
    st.tuples(st.just("add a step"), place),
    st.tuples(st.just("let a step go"), place),
    st.tuples(st.just("make optional"), place),
    st.tuples(st.just("choose"), place, st.sampled_from(["keep", "midway", "again"])),
    st.tuples(st.just("add a module")),
    st.tuples(st.just("ask for two modules")),
    st.tuples(st.just("ask by a rule"), st.integers(0, 5)),
    st.tuples(st.just("finish"), place),
    st.tuples(st.just("translate"), place),
    st.tuples(st.just("unpublish the course")),
    st.tuples(st.just("publish the course")),
)


@pytest.fixture
def built():
    """A package of three modules in two languages, and three teachers."""
    course = package("rytm")
    other = package("rhythm", language="en", translation_key=course.translation_key)
    for _ in range(3):
        one = module(course, step("A"), step("B"))
        module(other, *one.steps.raw_data, slug=one.slug, translation_key=one.translation_key)
    for number in range(3):
        person = User.objects.create_user(f"t{number}@example.org", name=f"T{number}")
        start_course(person=person, course=course)
    return course.pk


class School:
    """The pages and the ways as they are now, and what can be done with them."""

    def __init__(self, course: int) -> None:
        self.course = PackagePage.objects.get(pk=course)
        self.modules = list(ModulePage.objects.child_of(self.course).order_by("path"))
        self.ways = list(Enrolment.objects.order_by("pk"))
        self.editor = User.objects.create_superuser("editor@example.org", "pw")

    def do(self, what: str, *where: Any) -> None:
        getattr(self, what.replace(" ", "_").lower())(*where)

    def mark(self, who: int, which: int, step: int, language: str = "sv") -> None:
        page = self.modules[which]
        ids = step_ids(page)
        page = ModulePage.objects.get(
            translation_key=page.translation_key, locale__language_code=language
        )
        with suppress(CannotLearn):  # the page is not live, or the step is not
            mark_step(enrolment=self.ways[who], module=page, step=ids[step % len(ids)])

    def mark_in_english(self, who: int, which: int, step: int) -> None:
        self.mark(who, which, step, "en")

    def unpublish(self, which: int) -> None:
        self.modules[which].unpublish()

    def publish(self, which: int) -> None:
        self.change(which, [*self.modules[which].steps.raw_data])

    def add_a_step(self, which: int) -> None:
        self.change(which, [*self.modules[which].steps.raw_data, step("New")])

    def let_a_step_go(self, which: int) -> None:
        steps = [*self.modules[which].steps.raw_data]
        self.change(which, steps[1:] or steps)

    def make_optional(self, which: int) -> None:
        self.modules[which].required = False
        self.publish(which)

    def change(self, which: int, steps: list) -> None:
        page = self.modules[which]
        page.steps = page.steps.stream_block.to_python(steps)
        page.save_revision().publish()
        page.refresh_from_db()

    def choose(self, which: int, choice: str) -> None:
        """A new step, and what an editor chooses for those who have begun."""
        page = self.modules[which]
        page.steps = page.steps.stream_block.to_python([*page.steps.raw_data, step("New")])
        revision = page.save_revision()
        publish_change(module=page, revision=revision, choice=choice, reason="New", by=self.editor)
        page.refresh_from_db()

    def add_a_module(self) -> None:
        module(self.course, step("Late"))

    def ask_by_a_rule(self, which: int) -> None:
        one, two, three = self.modules[:3]
        rules = (
            [],
            [block("all_modules")],
            [some(one, two), passed(three)],
            [any_of(some(one), [some(two), passed(three)])],
            [some(number=2), block("attendance", {"percent": 50})],
            [any_of(some(one, two, three, number=2), block("attendance", {"percent": 50}))],
        )
        ask(self.course, *rules[which])

    def finish(self, who: int) -> None:
        with suppress(CannotLearn):  # something is left
            finish_course(enrolment=self.ways[who])

    def translate(self, which: int) -> None:
        page = ModulePage.objects.get(
            translation_key=self.modules[which].translation_key, locale__language_code="en"
        )
        page.title = "In English"
        page.steps = page.steps.stream_block.to_python([*self.modules[which].steps.raw_data])
        page.save_revision().publish()

    def unpublish_the_course(self) -> None:
        self.course.unpublish()
        self.course.refresh_from_db()

    def publish_the_course(self) -> None:
        self.course.save_revision().publish()
        self.course.refresh_from_db()

    def ask_for_two_modules(self) -> None:
        self.course.completion_modules = 2
        self.course.save_revision().publish()
        self.course.refresh_from_db()


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=st.lists(act, max_size=14))
def test_a_summary_is_what_its_evidence_gives(built, history):
    with transaction.atomic():
        school = School(built)
        earned = {}
        for what, *where in history:
            connection.run_on_commit.clear()
            with TestCase.captureOnCommitCallbacks(execute=True):
                school.do(what, *where)
            outline = measure(PackagePage.objects.get(pk=school.course.pk))
            for way in Enrolment.objects.current():
                expected = stand(
                    outline,
                    Evidence(dict(StepRecord.objects.filter(enrolment=way).plain())),
                    earned=way.completed_at is not None,
                )
                assert (way.percent, way.minutes) == (expected.percent, expected.minutes)
            for way in Enrolment.objects.all():
                stays = (way.completed_at, way.minutes, way.percent)
                if way.pk in earned:
                    assert earned[way.pk][0] == stays[0]
                if way.completed_at is not None:
                    assert way.percent == 100
                    assert way.is_current or earned.get(way.pk, stays) == stays
                    earned[way.pk] = stays
        assert list(audit()) == []
        assert Certificate.objects.count() == Enrolment.objects.completed().count()
        transaction.set_rollback(True)
