"""A package that people have begun, and its editor, for the tests of edits and versions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Revision

from cms.models import User
from courses.models import ModulePage, PackagePage
from progress.actions.mark_step import mark_step
from progress.actions.start_course import start_course
from progress.models import Enrolment
from tests.progress.packages import module, package, step, step_ids

BEFORE = timezone.now() - timedelta(days=2)


@dataclass
class Begun:
    """Modules of two steps and of one. Mia had done the first module, Moa half of it, Fia all."""

    course: PackagePage
    first: ModulePage
    second: ModulePage
    mia: User
    moa: User
    fia: User
    editor: User

    def way(self, person: User) -> Enrolment:
        return Enrolment.objects.current().get(person=person)


def begun_package(**fields) -> Begun:
    course = package(certificate="completion", **fields)
    first, second = module(course, step("A"), step("B")), module(course, step("C"))
    people = {name: person(name) for name in ("mia", "moa", "fia")}
    editor = User.objects.create_superuser("edda@example.org", "pw", name="Edda")
    for name, pages in (("mia", 2), ("moa", 1), ("fia", 3)):
        work(people[name], course, [(first, 0), (first, 1), (second, 0)][:pages])
    return Begun(course, first, second, editor=editor, **people)


@contextmanager
def committed() -> Iterator[None]:
    """What waits for the commit is done at the end, without what a fixture left waiting."""
    connection.run_on_commit.clear()
    with TestCase.captureOnCommitCallbacks(execute=True):
        yield


def person(name: str) -> User:
    return User.objects.create_user(f"{name}@example.org", name=name.title())


def work(who: User, course: PackagePage, done: list, at: datetime = BEFORE) -> None:
    way = start_course(person=who, course=course, now=at)
    for page, number in done:
        mark_step(enrolment=way, module=page, step=step_ids(page)[number], now=at)


def draft(page: ModulePage, *steps: dict, **fields) -> Revision:
    """A draft with these steps in place of those that are live."""
    page = ModulePage.objects.get(pk=page.pk)
    page.steps = page.steps.stream_block.to_python(list(steps))
    for name, value in fields.items():
        setattr(page, name, value)
    return page.save_revision()


def with_new(page: ModulePage, *more: dict, **fields) -> Revision:
    return draft(page, *page.steps.raw_data, *more, **fields)
