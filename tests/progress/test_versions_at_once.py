"""An editor asks all again while everybody works on: no step is lost between two versions."""

from functools import partial

import pytest

from progress.actions.hold_enrolment import WayOf
from progress.actions.mark_step import mark_step
from progress.actions.publish_change import publish_change
from progress.models import Enrolment, StepRecord
from progress.reports.audit import audit
from tests.progress.at_once import in_threads
from tests.progress.edits import begun_package, person, with_new, work
from tests.progress.packages import step, step_ids

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_step_done_while_all_are_asked_again_is_in_the_new_version():
    begun = begun_package()
    people = [person(f"teacher{number}") for number in range(8)]
    for one in people:
        work(one, begun.course, [(begun.first, 0)])
    again = partial(
        publish_change,
        module=begun.first,
        revision=with_new(begun.first, step("New")),
        choice="again",
        reason="New law.",
        by=begun.editor,
    )
    other = step_ids(begun.second)[0]
    key = begun.course.translation_key
    marks = [
        partial(mark_step, enrolment=WayOf(one.pk, key), module=begun.second.pk, step=other)
        for one in people
    ]
    assert in_threads([again, *marks]) == {"done": 9}
    for one in people:
        way = Enrolment.objects.current().get(person=one)
        assert way.version == 2
        assert StepRecord.objects.filter(enrolment=way, step=other).count() == 1
    assert list(audit()) == []
