"""A teacher who completed a package, and what came of it."""

from datetime import UTC, datetime
from typing import Any

from courses.models import Organiser, PackagePage
from courses.models.organisers import CourseOrganiser
from courses.models.pages import CourseOutcome
from progress.actions.mark_step import mark_step
from progress.actions.start_course import start_course
from progress.models import Certificate, Enrolment, Profile
from tests.progress.offers import make_person
from tests.progress.packages import module, package, step, step_ids

STARTED = datetime(2026, 10, 1, 8, tzinfo=UTC)
ENDED = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def make_package(slug: str = "rytm", **fields: Any) -> PackagePage:
    course = package(slug, **{"summary": "Att leda i rytm."} | fields)
    for name, number in (("Region Exempel", "232100-0000"), ("Kulturskolan i Exempelstad", "")):
        organiser, _ = Organiser.objects.get_or_create(
            name=name, defaults={"organisation_number": number}
        )
        CourseOrganiser.objects.create(
            page=course, organiser=organiser, sort_order=course.course_organisers.count()
        )
    CourseOutcome.objects.create(page=course, text="Du kan leda en rytmövning.")
    module(course, step("Lyssna", minutes=100), step("Prova", minutes=50))
    return course


def complete(course: PackagePage | None = None, person: Any = None) -> Enrolment:
    course = course or make_package()
    person = person or make_person()
    enrolment = start_course(person=person, course=course, now=STARTED)
    page = course.get_children().first().specific
    for id in step_ids(page):
        mark_step(enrolment=enrolment, module=page, step=id, now=ENDED)
    enrolment.refresh_from_db()
    return enrolment


def make_certificate(**profile: Any) -> Certificate:
    person = make_person()
    Profile.objects.create(person=person, **{"language": "sv"} | profile)
    return complete(person=person).certificates.get()
