"""Who has done what: a row for each person whom a manager sees."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from progress.models import Certificate, Organisation, StudyGroupMember
from progress.models.accounts import matching, name_fields, name_of
from progress.reports.scope import Scope
from progress.reports.tables import Column
from progress.rules.cells import hours

STATES = ("", "none", "going-on", "completed")
SORTS = ("name", "school", "going_on", "completed", "hours", "certificates", "last_active")
BATCH = 500


@dataclass(frozen=True)
class Wanted:
    """What the page is asked to count and to show. With a period, a course counts in the one in
    which it was completed, or (still going on) last worked on: so periods add up."""

    organisation: Organisation | None = None
    course: UUID | None = None
    state: str = ""
    start: date | None = None
    end: date | None = None  # the last day
    group: int | None = None  # a study group's id: those who are members of it now
    search: str = ""
    sort: str = "name"  # "-name" is the other way round

    def enrolments(self, prefix: str = "enrolments__") -> Q:
        """Those that count: by the version that is asked for now, so that nobody counts twice."""
        wanted = Q(**{f"{prefix}is_current": True})
        if self.course:
            wanted &= Q(**{f"{prefix}translation_key": self.course})
        for word, day in (("gte", self.start), ("lte", self.end)):
            if day:
                moment = _moment(day, time.min if word == "gte" else time.max)
                done = Q(**{f"{prefix}completed_at__{word}": moment})
                going = Q(
                    **{
                        f"{prefix}completed_at__isnull": True,
                        f"{prefix}last_seen_at__{word}": moment,
                    }
                )
                wanted &= done | going
        return wanted

    def certificates(self) -> QuerySet[Certificate]:
        valid = Certificate.objects.filter(successor=None, revoked_at=None)
        if self.course:
            valid = valid.filter(enrolment__translation_key=self.course)
        if self.start:
            valid = valid.filter(issued_at__gte=_moment(self.start, time.min))
        if self.end:
            valid = valid.filter(issued_at__lte=_moment(self.end, time.max))
        return valid.order_by()


@dataclass
class PersonRow:
    pk: int
    name: str
    going_on: int
    completed: int
    minutes: int
    certificates: int
    last_active: datetime | None
    schools: list[str] = field(default_factory=list)

    @property
    def hours(self) -> float:
        return hours(self.minutes)


@dataclass(frozen=True)
class Summary:
    people: int
    taking_part: int
    going_on: int
    completed: int
    minutes: int
    certificates: int

    @property
    def hours(self) -> float:
        return hours(self.minutes)


def people_wanted(scope: Scope, wanted: Wanted) -> QuerySet[Any]:
    """Whom the report is about, whatever they have done."""
    people = scope.below(wanted.organisation).people()
    if wanted.group is None:
        return people
    members = StudyGroupMember.objects.filter(
        group=wanted.group, person=OuterRef("pk"), left_at=None
    )
    return people.filter(Exists(members))


def people_found(scope: Scope, wanted: Wanted) -> QuerySet[Any]:
    """Everyone in the scope of whom the filters say yes, with what counts of theirs, sorted."""
    counted = wanted.enrolments()
    certificates = (
        wanted.certificates()
        .filter(person=OuterRef("pk"))
        .values("person")
        .annotate(number=Count("pk"))
        .values("number")
    )
    people = people_wanted(scope, wanted).filter(matching(wanted.search))
    people = people.annotate(
        going_on=Count(
            "enrolments", filter=counted & Q(enrolments__completed_at=None), distinct=True
        ),
        completed=Count(
            "enrolments", filter=counted & Q(enrolments__completed_at__isnull=False), distinct=True
        ),
        minutes=Coalesce(Sum("enrolments__minutes", filter=counted), 0),
        last_active=Max("enrolments__last_seen_at", filter=counted),
        certificate_count=Coalesce(Subquery(certificates, output_field=IntegerField()), 0),
    )
    if wanted.state == "none":
        people = people.filter(going_on=0, completed=0)
    elif wanted.state == "going-on":
        people = people.filter(going_on__gt=0)
    elif wanted.state == "completed":
        people = people.filter(completed__gt=0)
    return _sorted(people, scope, wanted.sort)


def _sorted(people: QuerySet[Any], scope: Scope, sort: str) -> QuerySet[Any]:
    key, backwards = sort.removeprefix("-"), sort.startswith("-")
    names = [Lower(name) for name in reversed(name_fields())]
    if key == "school":
        school = (
            scope.memberships()
            .filter(person=OuterRef("pk"))
            .order_by("organisation__path")
            .values("organisation__name")[:1]
        )
        people = people.annotate(school=Subquery(school))
    field_of = {"hours": "minutes", "certificates": "certificate_count"}
    if key in SORTS and key != "name":
        first = F(field_of.get(key, key))
        order = first.desc(nulls_last=True) if backwards else first.asc(nulls_first=True)
        return people.order_by(order, *names, "pk")
    return people.order_by(*(name.desc() if backwards else name.asc() for name in names), "pk")


def person_rows(people: Iterable[Any], scope: Scope) -> list[PersonRow]:
    """One query more, for the schools."""
    rows = {
        person.pk: PersonRow(
            pk=person.pk,
            name=name_of(person),
            going_on=person.going_on,
            completed=person.completed,
            minutes=person.minutes,
            certificates=person.certificate_count,
            last_active=timezone.localtime(person.last_active) if person.last_active else None,
        )
        for person in people
    }
    memberships = (
        scope.memberships()
        .filter(person__in=rows)
        .order_by("organisation__path")
        .values_list("person_id", "organisation__name")
    )
    for person, school in memberships:
        if school not in rows[person].schools:
            rows[person].schools.append(school)
    return list(rows.values())


def all_person_rows(people: QuerySet[Any], scope: Scope) -> Iterator[PersonRow]:
    """For a file: all of them, some hundreds at a time."""
    found = people.iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        yield from person_rows(batch, scope)


def summary(scope: Scope, wanted: Wanted) -> Summary:
    """Of everyone who is found, whatever page of the list they are on. One query."""
    found = people_found(scope, replace(wanted, sort="name")).order_by()
    total = found.aggregate(
        people=Count("pk"),
        taking_part=Count("pk", filter=Q(going_on__gt=0) | Q(completed__gt=0)),
        all_going_on=Sum("going_on"),
        all_completed=Sum("completed"),
        all_minutes=Sum("minutes"),
        all_certificates=Sum("certificate_count"),
    )
    return Summary(
        people=total["people"],
        taking_part=total["taking_part"],
        going_on=total["all_going_on"] or 0,
        completed=total["all_completed"] or 0,
        minutes=total["all_minutes"] or 0,
        certificates=total["all_certificates"] or 0,
    )


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


COLUMNS: tuple[Column[PersonRow], ...] = (
    Column("name", _("Name"), lambda row: row.name, width=28),
    Column("school", _("School"), lambda row: ", ".join(row.schools), width=34),
    Column("going_on", _("Going on"), lambda row: row.going_on, is_number=True),
    Column("completed", _("Completed"), lambda row: row.completed, is_number=True),
    Column("hours", _("Hours"), lambda row: row.hours, is_number=True),
    Column("certificates", _("Certificates"), lambda row: row.certificates, is_number=True),
    Column(
        "last_active",
        _("Last active"),
        lambda row: row.last_active.date() if row.last_active else None,
    ),
)
