"""Which courses a manager's people take, and how far each of them is in one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from progress.models import Enrolment
from progress.models.accounts import name_of
from progress.querysets import EnrolmentQuerySet
from progress.reports.people import Wanted, people_wanted
from progress.reports.scope import Scope
from progress.reports.tables import Column, sort_rows
from progress.reports.titles import course_titles
from progress.rules.cells import hours


@dataclass(frozen=True)
class CourseRow:
    key: UUID
    title: str
    people: int
    going_on: int
    completed: int
    minutes: int

    @property
    def hours(self) -> float:
        return hours(self.minutes)


@dataclass(frozen=True)
class LearnerRow:
    """One person in one course."""

    person: int
    name: str
    schools: tuple[str, ...]
    percent: int
    minutes: int
    started: datetime
    completed: datetime | None
    last_active: datetime

    @property
    def hours(self) -> float:
        return hours(self.minutes)


def enrolments_seen(scope: Scope, wanted: Wanted) -> EnrolmentQuerySet[Enrolment]:
    people = people_wanted(scope, wanted).values("pk")
    return Enrolment.objects.filter(wanted.enrolments(""), person__in=people)


def courses_seen(scope: Scope, language: str) -> list[tuple[UUID, str]]:
    """What a course can be chosen from. Two queries."""
    keys = enrolments_seen(scope, Wanted()).order_by().values_list("translation_key", flat=True)
    titles = course_titles(keys.distinct(), language)
    return sorted(titles.items(), key=lambda item: item[1].casefold())


def course_rows(scope: Scope, wanted: Wanted, language: str) -> list[CourseRow]:
    """Two queries."""
    found = (
        enrolments_seen(scope, wanted)
        .order_by()
        .values("translation_key")
        .annotate(
            people=Count("pk"),
            going_on=Count("pk", filter=Q(completed_at=None)),
            completed=Count("pk", filter=Q(completed_at__isnull=False)),
            minutes=Sum("minutes"),
        )
    )
    counted = {row["translation_key"]: row for row in found}
    titles = course_titles(counted, language)
    rows = [
        CourseRow(
            key, titles.get(key, ""), row["people"], row["going_on"], row["completed"],
            row["minutes"],
        )
        for key, row in counted.items()
    ]  # fmt: skip
    return sort_rows(rows, COURSES, wanted.sort or "title")


def learner_rows(scope: Scope, wanted: Wanted) -> list[LearnerRow]:
    """Everyone in one course, by name. Two queries."""
    found = enrolments_seen(scope, wanted).select_related("person")
    if wanted.state in ("going-on", "completed"):
        found = found.filter(completed_at__isnull=wanted.state == "going-on")
    enrolments = list(found)
    schools = _schools(scope, [enrolment.person_id for enrolment in enrolments])
    rows = [
        LearnerRow(
            person=enrolment.person_id,
            name=name_of(enrolment.person),
            schools=tuple(schools.get(enrolment.person_id, ())),
            percent=enrolment.percent,
            minutes=enrolment.minutes,
            started=timezone.localtime(enrolment.started_at),
            completed=timezone.localtime(enrolment.completed_at)
            if enrolment.completed_at
            else None,
            last_active=timezone.localtime(enrolment.last_seen_at),
        )
        for enrolment in enrolments
    ]
    rows.sort(key=lambda row: (row.name.casefold(), row.person))
    return sort_rows(rows, LEARNERS, wanted.sort)


def _schools(scope: Scope, people: Iterable[Any]) -> dict[int, list[str]]:
    wanted = set(people)
    schools: dict[int, list[str]] = {}
    memberships = scope.memberships().order_by("organisation__path")
    for person, name in memberships.values_list("person_id", "organisation__name"):
        if person in wanted and name not in schools.setdefault(person, []):
            schools[person].append(name)
    return schools


COURSES: tuple[Column[CourseRow], ...] = (
    Column("title", _("Course"), lambda row: row.title, width=40),
    Column("people", _("People"), lambda row: row.people, is_number=True),
    Column("going_on", _("Going on"), lambda row: row.going_on, is_number=True),
    Column("completed", _("Completed"), lambda row: row.completed, is_number=True),
    Column("hours", _("Hours"), lambda row: row.hours, is_number=True),
)
LEARNERS: tuple[Column[LearnerRow], ...] = (
    Column("name", _("Name"), lambda row: row.name, width=28),
    Column("school", _("School"), lambda row: ", ".join(row.schools), width=34),
    Column("percent", _("Percent done"), lambda row: row.percent, is_number=True),
    Column("hours", _("Hours"), lambda row: row.hours, is_number=True),
    Column("started", _("Started"), lambda row: row.started.date()),
    Column(
        "completed", _("Completed"), lambda row: row.completed.date() if row.completed else None
    ),
    Column("last_active", _("Last active"), lambda row: row.last_active.date()),
)
