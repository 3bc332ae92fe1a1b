"""Whatever happens in whatever order: what an enrolment says is what its evidence gives."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import TestCase
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from courses.models import PackagePage
from courses.rules.outline import plain_id
from progress.actions.hold_enrolment import measure
from progress.models import Answer, Certificate, Enrolment, SharedReflection, StepRecord
from progress.reports.audit import audit
from progress.rules.standing import Evidence, stand
from tests.progress.school_at_random import School, build

pytestmark = pytest.mark.django_db

place = st.integers(0, 2)
step = st.integers(0, 3)
language = st.sampled_from(["sv", "sv", "en"])
right = st.booleans()
work = st.tuples(st.just("work"), place, place, step, language, right)
by_people = st.one_of(
    st.tuples(st.just("half write"), place, place, step, language),
    st.tuples(st.just("approve"), place),
    st.tuples(st.just("return it"), place),
    st.tuples(st.just("share"), place, place, step),
    st.tuples(st.just("stop sharing"), place),
    st.tuples(st.just("hand over"), place),
    st.tuples(st.just("join"), place),
    st.tuples(st.just("leave"), place),
    st.tuples(st.just("confirm"), place, step),
    st.tuples(st.just("finish"), place),
)
by_editors = st.one_of(
    st.tuples(st.just("unpublish"), place),
    st.tuples(st.just("publish"), place),
    st.tuples(st.just("add a step"), place),
    st.tuples(st.just("add a step in English"), place),
    st.tuples(st.just("let a step go"), place),
    st.tuples(st.just("make optional"), place),
    st.tuples(st.just("choose"), place, st.sampled_from(["keep", "midway", "again"])),
    st.tuples(st.just("add a module")),
    st.tuples(st.just("ask for two modules")),
    st.tuples(st.just("ask by a rule"), st.integers(0, 5)),
    st.tuples(st.just("translate"), place),
    st.tuples(st.just("unpublish the course")),
    st.tuples(st.just("publish the course")),
)
act = st.one_of(work, work, by_people, by_people, by_editors)

DONE = [
    *[("work", 1, which, one, "sv", True) for which in range(3) for one in range(2)],
    ("confirm", 1, 0),
]


@pytest.fixture
def built():
    return build()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(act, max_size=14))
@example(history=[*DONE, ("approve", 1), ("choose", 2, "again"), ("work", 1, 2, 1, "en", True)])
@example(history=[*DONE, ("choose", 2, "again"), ("approve", 1), ("work", 1, 2, 0, "sv", True)])
@example(history=[*DONE, ("choose", 0, "again"), ("approve", 1), ("share", 1, 2, 1)])
@example(history=[*DONE, ("share", 1, 2, 1), ("hand over", 1), ("join", 2), ("hand over", 0)])
@example(history=[("add a step in English", 0), *DONE, ("work", 2, 0, 2, "en", True)])
def test_a_summary_is_what_its_evidence_gives(built, history):
    with transaction.atomic():
        school = School(built)
        earned: dict[int, Any] = {}
        for what, *where in history:
            connection.run_on_commit.clear()
            with TestCase.captureOnCommitCallbacks(execute=True):
                school.do(what, *where)
            check_summaries()
            check_what_is_earned(earned)
            check_readers(school)
        assert list(audit()) == []
        assert Certificate.objects.count() == Enrolment.objects.completed().count()
        transaction.set_rollback(True)


def test_what_is_asked_of_the_histories_is_done_by_them(built):
    """Where nothing is in the way each act does something, or the histories would prove nothing."""
    school = School(built)
    for what, *where in [*DONE, ("share", 1, 2, 1), ("approve", 1)]:
        school.do(what, *where)
    way = Enrolment.objects.get(person=school.people[1])
    done = StepRecord.objects.filter(enrolment=way).order_by("pk")
    ways = ["marked", "passed", "marked", "marked", "answered", "approved"]
    assert list(done.values_list("how", flat=True)) == ways
    assert way.completed_at is not None
    assert SharedReflection.objects.count() == 1
    for what, *where in [("choose", 2, "again"), ("half write", 1, 2, 0, "en")]:
        school.do(what, *where)
    assert Enrolment.objects.current().get(person=school.people[1]).version == 2


def check_summaries() -> None:
    """Each way is measured by the page where it began, so each language has an outline."""
    ways = list(Enrolment.objects.current())
    outlines = {
        pk: measure(PackagePage.objects.get(pk=pk)) for pk in {way.course_id for way in ways}
    }
    for way in ways:
        expected = stand(
            outlines[way.course_id],
            Evidence(dict(StepRecord.objects.filter(enrolment=way).plain())),
            earned=way.completed_at is not None,
        )
        assert (way.percent, way.minutes) == (expected.percent, expected.minutes)


def check_what_is_earned(earned: dict[int, Any]) -> None:
    """A completion stays. Of an older version all stays, but for the minutes of an assignment that
    was handed in for it and is approved later."""
    for way in Enrolment.objects.completed():
        assert way.percent == 100
        completed_at, minutes = earned.get(way.pk, (way.completed_at, way.minutes))
        assert way.completed_at == completed_at
        assert way.is_current or way.minutes >= minutes
        late = StepRecord.objects.filter(
            enrolment=way, how="approved", done_at__gt=way.completed_at
        ).exists()
        assert way.is_current or way.minutes == minutes or late
        earned[way.pk] = way.completed_at, way.minutes
    assert earned.keys() <= set(Enrolment.objects.completed().values_list("pk", flat=True))


def check_readers(school: School) -> None:
    """Nobody reads what was shared when somebody else would have read it; all of it was saved."""
    for one in SharedReflection.objects.select_related("enrolment"):
        who = [way.person_id for way in school.ways].index(one.enrolment.person_id)
        assert school.readers(who) == school.shared_with[one.enrolment_id, plain_id(one.question)]
        saved = Answer.objects.filter(enrolment=one.enrolment, question=one.question)
        assert saved.filter(attempt__gt=0).exists()
