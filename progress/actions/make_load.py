"""A synthetic country for measuring: many organisations, teachers, courses and enrolments."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from courses.models import CataloguePage, CoursePage, ModulePage, PackagePage
from progress.actions.grow_organisations import grow_organisations
from progress.models import Enrolment, Membership, Profile
from progress.models.accounts import new_account
from progress.rules.people import Path

SCHOOLS_IN_A_MUNICIPALITY = 10
MUNICIPALITIES_IN_A_COUNTY = 15
STEPS = 5
BATCH = 5_000


@dataclass(frozen=True)
class Load:
    organisations: int
    teachers: int
    courses: int
    enrolments: int


def make_load(*, organisations: int, teachers: int, courses: int, modules: int) -> Load:
    """Writes it in bulk: schools, their teachers and managers, courses with modules, enrolments.

    `modules` is for each course. Half of the teachers have completed a course, a quarter have
    begun it, and a quarter have not: the summaries agree with the evidence.
    """
    with transaction.atomic():
        schools, above = _grow(organisations)
        people = _hire(schools, teachers)
        _put_in_charge(above)
        pages = _publish(courses, modules)
        enrolments = _enrol(people, schools, pages)
    return Load(organisations, teachers, courses, enrolments)


def _grow(count: int) -> tuple[list[int], list[int]]:
    """The schools, and the counties above them."""
    paths = [_school(number) for number in range(count)]
    ids = grow_organisations(kinds=dict.fromkeys(paths, "school")).ids
    counties = dict.fromkeys(path[:1] for path in paths)
    return [ids[path] for path in paths], [ids[path] for path in counties]


def _school(number: int) -> Path:
    municipality = number // SCHOOLS_IN_A_MUNICIPALITY
    county = municipality // MUNICIPALITIES_IN_A_COUNTY
    return (f"Load {county:03}", f"Load {municipality:05}", f"Load {number:06}")


def _hire(schools: list[int], count: int) -> list[int]:
    people = _make_accounts([f"load-teacher-{number}" for number in range(count)])
    _belong(people, schools, Membership.Role.TEACHER)
    return people


def _put_in_charge(counties: list[int]) -> None:
    managers = _make_accounts([f"load-manager-{number}" for number in range(len(counties))])
    _belong(managers, counties, Membership.Role.MANAGER)


def _make_accounts(names: list[str]) -> list[int]:
    made = (new_account(f"{name}@example.org", name.replace("-", " ")) for name in names)
    people: list[int] = []
    while batch := list(islice(made, BATCH)):
        people += [each.pk for each in get_user_model()._default_manager.bulk_create(batch)]
    Profile.objects.bulk_create((Profile(person_id=pk) for pk in people), batch_size=BATCH)
    return people


def _belong(people: list[int], organisations: list[int], role: str) -> None:
    Membership.objects.bulk_create(
        (
            Membership(
                person_id=pk,
                organisation_id=organisations[number % len(organisations)],
                role=role,
            )
            for number, pk in enumerate(people)
        ),
        batch_size=BATCH,
    )


def _publish(courses: int, modules: int) -> list[CoursePage]:
    with disable_reference_index_auto_update():
        catalogue = _catalogue()
        return [_course(catalogue, number, modules) for number in range(courses)]


def _catalogue() -> CataloguePage:
    found = CataloguePage.objects.live().order_by("path").first()
    if found is not None:
        return found
    return Page.objects.get(depth=1).add_child(
        instance=CataloguePage(title="Load", slug="load", locale=Locale.get_default())
    )


def _course(catalogue: CataloguePage, number: int, modules: int) -> CoursePage:
    page = PackagePage(
        title=f"Load {number:04}",
        slug=f"load-{number}",
        locale_id=catalogue.locale_id,
        certificate="none",
        published_on=timezone.localdate(),
    )
    catalogue.add_child(instance=page)
    for place in range(modules):
        page.add_child(
            instance=ModulePage(
                title=f"Load {number:04}, {place + 1}",
                slug=f"load-{place + 1}",
                locale_id=catalogue.locale_id,
                steps=[_step(step) for step in range(STEPS)],
            )
        )
    return page


def _step(number: int) -> dict:
    words = "One listens, the others answer; then they change places. " * 4
    return {
        "type": "step",
        "id": str(uuid.uuid4()),
        "value": {
            "title": f"Step {number + 1}",
            "id": f"step-{number + 1}",
            "minutes": 10,
            "required": True,
            "content": [{"type": "paragraph", "id": str(uuid.uuid4()), "value": words}],
        },
    }


def _enrol(people: list[int], schools: list[int], pages: list[CoursePage]) -> int:
    written = 0
    rows = _enrolments(people, schools, pages)
    while batch := list(islice(rows, BATCH)):
        Enrolment.objects.bulk_create(batch)
        written += len(batch)
    return written


def _enrolments(
    people: list[int], schools: list[int], pages: list[CoursePage]
) -> Iterator[Enrolment]:
    now = timezone.now()
    for number, person in enumerate(people):
        for place, page in enumerate(pages):
            share = (number + place) % 4
            if share == 3:
                continue
            completed = share < 2
            began = now - timedelta(days=(number + place) % 300)
            yield Enrolment(
                person_id=person,
                course_id=page.pk,
                translation_key=page.translation_key,
                organisation_id=schools[number % len(schools)],
                started_at=began,
                last_seen_at=began,
                percent=100 if completed else 0,
                completed_at=began if completed else None,
            )
