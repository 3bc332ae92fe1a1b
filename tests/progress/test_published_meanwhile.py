"""A step of what was live before is written in the very moment when the next is published."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from time import monotonic, sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from courses.models import ModulePage
from progress.actions.mark_step import mark_step
from progress.actions.publish_change import publish_change
from progress.actions.start_course import start_course
from progress.reports.audit import audit
from tests.progress.at_once import in_threads
from tests.progress.edits import begun_package, person, with_new
from tests.progress.packages import step, step_ids

pytestmark = pytest.mark.django_db(transaction=True)


def write_while(begun, publish: Callable[[], object], *marks: Callable[[], object]) -> None:
    """The steps are marked before it is published, and committed after. SQLite has one writer:
    there the publication waits, and all is committed before."""
    written = threading.Event()
    was_live = begun.first.live_revision_id
    module = ModulePage.objects.filter(pk=begun.first.pk)

    def is_live() -> bool:
        return module.get().live_revision_id != was_live

    def write() -> None:
        with transaction.atomic():
            for mark in marks:
                mark()
            written.set()
            until = monotonic() + (20 if connection.vendor == "postgresql" else 0.5)
            while not is_live() and monotonic() < until:
                sleep(0.05)
            if connection.vendor == "postgresql":
                assert is_live()
            sleep(0.5)  # as long as the publisher takes for what follows the commit

    def publish_then() -> None:
        written.wait()
        publish()

    assert in_threads([write, publish_then]) == {"done": 2}


def by_choice(begun, choice: str) -> Callable[[], object]:
    return partial(
        publish_change,
        module=begun.first,
        revision=with_new(begun.first, step("New")),
        choice=choice,
        reason="New law.",
        by=begun.editor,
    )


def mark(way, page: ModulePage, number: int) -> Callable[[], object]:
    """By the clock it is after the publication: what it was done of tells."""
    at = timezone.now() + timedelta(minutes=1)
    return partial(mark_step, enrolment=way, module=page.pk, step=step_ids(page)[number], now=at)


def test_a_first_step_of_the_module_that_is_changed_is_asked_again():
    begun = begun_package()
    ada = person("ada")
    way = start_course(person=ada, course=begun.course)
    write_while(begun, by_choice(begun, "again"), mark(way, begun.first, 0))
    new = begun.way(ada)
    assert (new.version, new.steps.count(), new.percent) == (2, 0, 0)
    way.refresh_from_db()
    assert (way.is_current, way.steps.count()) == (False, 1)
    assert list(audit()) == []


def test_who_does_the_module_that_is_changed_keeps_it_as_done():
    begun = begun_package()
    ada = person("ada")
    way = start_course(person=ada, course=begun.course)
    marks = [mark(way, begun.first, number) for number in (0, 1)]
    write_while(begun, by_choice(begun, "keep"), *marks)
    way.refresh_from_db()
    assert sorted(way.steps.values_list("how", flat=True)) == ["excused", "marked", "marked"]
    assert way.percent == 75
    assert list(audit()) == []


def test_what_is_summed_up_by_what_was_live_is_reckoned_anew():
    begun = begun_package()
    draft = with_new(begun.first, step("New"))
    write_while(begun, draft.publish, mark(begun.way(begun.moa), begun.first, 1))
    assert begun.way(begun.moa).percent == 50
    assert list(audit()) == []
