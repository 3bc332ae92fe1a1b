"""What waits for somebody's yes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from progress.models import Membership, Registration
from progress.models.accounts import Person, name_of
from progress.permissions import approvable_by
from progress.reports.tables import Column, sort_rows
from progress.reports.times_of_places import times_of
from progress.reports.titles import course_titles
from progress.rules.offers import Moment
from progress.rules.people import fold


@dataclass
class ApprovalRow:
    """Under an alias there is no organisation: only a manager of their own knows who it is."""

    registration: Registration
    name: str
    is_alias: bool
    organisation: str
    course: str
    when: list[str] = field(default_factory=list)

    @property
    def is_protected(self) -> bool:
        """Who decides sees them on the page; in a file, which is passed on, nobody does."""
        profile = getattr(self.registration.person, "profile", None)
        return profile is not None and profile.is_protected

    @property
    def where(self) -> str:
        return str(self.registration.pool.venue)

    @property
    def first_day(self) -> date | None:
        return self.registration.occasion.begins_on

    @property
    def asked(self) -> date:
        return self.registration.created_at.astimezone(self.registration.occasion.zone).date()

    @property
    def until(self) -> datetime | None:
        at = self.registration.approve_by
        return at.astimezone(self.registration.occasion.zone) if at else None

    @property
    def lapses(self) -> Moment | None:
        return Moment(self.until, has_time=True) if self.until else None

    def holds(self, words: str) -> bool:
        """Searched in what is shown, so that a search does not tell what an alias hides."""
        text = fold(f"{self.name} {self.organisation} {self.course} {self.where}")
        return all(word in text for word in fold(words).split())


def approval_rows(
    visitor: Person, *, on: date, language: str, words: str = "", sort: str = ""
) -> list[ApprovalRow]:
    """Everything that waits for this person's yes, first what lapses first. Three queries."""
    waiting = list(
        approvable_by(visitor)
        .to_approve()
        .select_related("person__profile", "workplace", "occasion__course", "pool__venue")
        .defer("occasion__course__body")
    )
    titles = course_titles((one.occasion.course.translation_key for one in waiting), language)
    paths = Membership.objects.paths_managed_by(visitor, on)
    rows = [
        ApprovalRow(
            one,
            *name_for(one, paths),
            course=titles.get(one.occasion.course.translation_key, one.occasion.course.title or ""),
        )
        for one in waiting
    ]
    return sort_rows((row for row in rows if row.holds(words)), COLUMNS, sort)


def with_times(rows: Sequence[ApprovalRow], language: str) -> Sequence[ApprovalRow]:
    """One query, for the rows of a page."""
    times = times_of([row.registration for row in rows], language)
    for row in rows:
        row.when = times[row.registration.pk]
    return rows


def name_for(registration: Registration, paths: Sequence[str]) -> tuple[str, bool, str]:
    """The name, whether it is an alias, and the organisation, for who manages these paths."""
    person, workplace = registration.person, registration.workplace
    if person is None:
        return str(registration.organisation), False, ""
    profile = getattr(person, "profile", None)
    is_own = workplace is not None and workplace.path.startswith(tuple(paths))
    if profile is not None and profile.is_protected and not is_own:
        return profile.alias or gettext("Protected identity"), True, ""
    return name_of(person), False, str(workplace or "")


COLUMNS: tuple[Column[ApprovalRow], ...] = (
    Column("name", _("Name"), lambda row: row.name, width=28),
    Column("organisation", _("Organisation"), lambda row: row.organisation, width=34),
    Column("course", _("Course"), lambda row: row.course, width=40),
    Column("where", _("Venue"), lambda row: row.where, width=24),
    Column("when", _("When"), lambda row: row.first_day),
    Column("asked", _("Asked on"), lambda row: row.asked),
    Column(
        "until", _("Lapses"), lambda row: row.until and row.until.replace(tzinfo=None), width=18
    ),
)
