"""Who goes where: the places that a manager's people have, or wait for, in what is to come."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from progress.models import Registration, State
from progress.models.accounts import matching, name_of
from progress.models.offers import offer_of
from progress.querysets import RegistrationQuerySet
from progress.reports.people import Wanted
from progress.reports.scope import Scope
from progress.reports.tables import Column, sort_rows
from progress.reports.times_of_places import times_of
from progress.reports.titles import course_titles
from progress.rules.offers import Refusal
from progress.rules.places import may_withdraw

TO_APPROVE = "to-approve"
MOST_AT_ONCE = 50  # a page of the list


@dataclass
class PlaceRow:
    registration: Registration
    name: str
    school: str
    course: str
    can_swap: bool
    can_withdraw: bool
    when: list[str] = field(default_factory=list)

    @property
    def where(self) -> str:
        return str(self.registration.pool.venue)

    @property
    def first_day(self) -> date | None:
        return self.registration.occasion.begins_on

    @property
    def state(self) -> str:
        if self.registration.approve_by is not None:
            return gettext("Waits for approval")
        return self.registration.get_state_display()


def places_coming(scope: Scope, wanted: Wanted) -> RegistrationQuerySet[Registration]:
    """The next first. A period is of the occasion's first day."""
    people = scope.below(wanted.organisation).people().order_by().values("pk")
    found = (
        Registration.objects.live()
        .coming_up(scope.on)
        .filter(matching(wanted.search, "person__"), person__in=people)
    )
    if wanted.course:
        found = found.filter(occasion__course__translation_key=wanted.course)
    if wanted.start:
        found = found.filter(occasion__begins_on__gte=wanted.start)
    if wanted.end:
        found = found.filter(occasion__begins_on__lte=wanted.end)
    if wanted.state == TO_APPROVE:
        return found.to_approve()
    if wanted.state:
        return found.filter(state=wanted.state, approve_by=None)
    return found


def courses_coming(scope: Scope, language: str) -> list[tuple[UUID, str]]:
    """What a course can be chosen from. Two queries."""
    found = places_coming(scope, Wanted()).order_by()
    keys = found.values_list("occasion__course__translation_key", flat=True)
    titles = course_titles(keys.distinct(), language)
    return sorted(titles.items(), key=lambda item: item[1].casefold())


def place_rows(scope: Scope, wanted: Wanted, language: str) -> list[PlaceRow]:
    """Two queries."""
    found = list(
        places_coming(scope, wanted)
        .select_related("person", "workplace", "occasion__course", "pool__venue")
        .defer("occasion__course__body")
    )
    titles = course_titles({one.occasion.course.translation_key for one in found}, language)
    rows = [
        PlaceRow(
            one,
            name=name_of(one.person),
            school=str(one.workplace or ""),
            course=titles.get(one.occasion.course.translation_key, one.occasion.course.title or ""),
            can_swap=_can_swap(one, scope),
            can_withdraw=_is_theirs(one, scope),
        )
        for one in found
    ]
    return sort_rows(rows, COLUMNS, wanted.sort)


def with_times(rows: Sequence[PlaceRow], language: str) -> Sequence[PlaceRow]:
    """One query, for the rows of a page."""
    times = times_of([row.registration for row in rows], language)
    for row in rows:
        row.when = times[row.registration.pk]
    return rows


def _can_swap(registration: Registration, scope: Scope) -> bool:
    """As far as it shows here; the rules are asked once more by the page that does it."""
    occasion = registration.occasion
    until, begins = occasion.hand_over_until_at, occasion.begins_on
    return (
        registration.state == State.CONFIRMED
        and _is_theirs(registration, scope)
        and (begins is None or begins >= scope.on)
        and (until is None or until > timezone.now())
    )


def _is_theirs(registration: Registration, scope: Scope) -> bool:
    """For a school of the manager's, or for none."""
    workplace: Any = registration.workplace
    return workplace is None or workplace.path.startswith(scope.paths)


@dataclass
class WithdrawalRow:
    """Somebody's place before a manager withdraws it; `refusal` says why it can not be."""

    registration: Registration
    name: str
    course: str
    refusal: Refusal | None
    when: list[str]


def withdrawal_rows(
    registrations: Sequence[Registration], language: str, *, now: datetime
) -> list[WithdrawalRow]:
    """Two queries. Read them with their place and their person."""
    times = times_of(registrations, language)
    courses = [one.pool.venue.occasion.course for one in registrations]
    titles = course_titles({course.translation_key for course in courses}, language)
    return [
        WithdrawalRow(
            one,
            name_of(one.person),
            titles.get(course.translation_key, course.title or ""),
            may_withdraw(one.state, offer_of(one.pool), now=now),
            times[one.pk],
        )
        for one, course in zip(registrations, courses, strict=True)
    ]


COLUMNS: tuple[Column[PlaceRow], ...] = (
    Column("name", _("Name"), lambda row: row.name, width=28),
    Column("school", _("School"), lambda row: row.school, width=34),
    Column("course", _("Course"), lambda row: row.course, width=40),
    Column("where", _("Venue"), lambda row: row.where, width=24),
    Column("when", _("When"), lambda row: row.first_day),
    Column("state", _("State"), lambda row: row.state, width=22),
)
