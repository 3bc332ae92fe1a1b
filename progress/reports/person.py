"""One person, as their manager sees them: courses, certificates, and where they go next."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from courses.models import Venue
from progress.models import Certificate, Enrolment, Registration
from progress.reports.tables import Column
from progress.reports.times_of_places import times_of
from progress.reports.titles import course_titles
from progress.rules.cells import hours


@dataclass
class CourseRow:
    enrolment: Enrolment
    title: str
    certificates: list[Certificate] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What was done by a version that is no longer asked for says so."""
        if self.enrolment.is_current:
            return self.title
        return _("%(course)s (an earlier version)") % {"course": self.title}

    @property
    def hours(self) -> float:
        return hours(self.enrolment.minutes)

    @property
    def started(self) -> date:
        return timezone.localdate(self.enrolment.started_at)

    @property
    def completed(self) -> date | None:
        done = self.enrolment.completed_at
        return timezone.localdate(done) if done else None

    @property
    def last_active(self) -> date:
        return timezone.localdate(self.enrolment.last_seen_at)

    @property
    def numbers(self) -> str:
        return ", ".join(certificate.number for certificate in self.certificates)


@dataclass
class ComingPlace:
    registration: Registration
    title: str
    venue: Venue
    when: list[str]


def course_rows(person: Any, language: str) -> list[CourseRow]:
    """The last worked on first; by an older version what was completed. Three queries."""
    enrolments = list(
        Enrolment.objects.filter(Q(is_current=True) | Q(completed_at__isnull=False))
        .filter(person=person)
        .select_related("course")
        .order_by("-last_seen_at", "pk")
    )
    titles = course_titles((enrolment.translation_key for enrolment in enrolments), language)
    certificates: dict[int, list[Certificate]] = defaultdict(list)
    for certificate in Certificate.objects.filter(
        enrolment__in=enrolments, successor=None, revoked_at=None
    ):
        certificates[certificate.enrolment_id].append(certificate)
    return [
        CourseRow(
            enrolment,
            titles.get(enrolment.translation_key) or enrolment.course.title or "",
            certificates[enrolment.pk],
        )
        for enrolment in enrolments
    ]


def coming_places(person: Any, on: date) -> list[ComingPlace]:
    """Places that somebody holds or waits for, in what is not over yet. Two queries."""
    registrations = list(
        Registration.objects.live()
        .coming_up(on)
        .filter(person=person)
        .select_related("pool__venue", "occasion__course")
    )
    times = times_of(registrations, get_language() or "en")
    return [
        ComingPlace(
            registration,
            registration.occasion.course.title,
            registration.pool.venue,
            times[registration.pk],
        )
        for registration in registrations
    ]


COLUMNS: tuple[Column[CourseRow], ...] = (
    Column("title", _("Course"), lambda row: row.name, width=40),
    Column("percent", _("Percent done"), lambda row: row.enrolment.percent, is_number=True),
    Column("hours", _("Hours"), lambda row: row.hours, is_number=True),
    Column("started", _("Started"), lambda row: row.started),
    Column("completed", _("Completed"), lambda row: row.completed),
    Column("last_active", _("Last active"), lambda row: row.last_active),
    Column("certificates", _("Certificates"), lambda row: row.numbers, width=24),
)
