"""How each organisation takes part, with all below it; those where nobody does are not hidden."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from progress.models import Organisation
from progress.reports.people import Wanted, people_found
from progress.reports.scope import Scope
from progress.reports.tables import Column, sort_rows
from progress.rules.cells import hours


@dataclass
class SchoolRow:
    organisation: Organisation
    level: int  # 0 is the top of what the manager sees
    above: tuple[str, ...]
    people: int = 0
    taking_part: int = 0
    going_on: int = 0
    completed: int = 0
    minutes: int = 0

    @property
    def name(self) -> str:
        return self.organisation.name

    @property
    def hours(self) -> float:
        return hours(self.minutes)


@dataclass
class _Person:
    going_on: int
    completed: int
    minutes: int
    counted_at: set[str] = field(default_factory=set)


def school_rows(scope: Scope, wanted: Wanted) -> list[SchoolRow]:
    """Three queries. Somebody with two schools counts in both, and once in what is above them."""
    scope = scope.below(wanted.organisation)
    found = people_found(scope, replace(wanted, sort="name", state="", search="")).order_by()
    people = {
        pk: _Person(going_on, completed, minutes)
        for pk, going_on, completed, minutes in found.values_list(
            "pk", "going_on", "completed", "minutes"
        )
    }
    members: dict[str, list[int]] = defaultdict(list)
    for path, member in scope.memberships().values_list("organisation__path", "person_id"):
        members[path].append(member)
    rows: dict[str, SchoolRow] = {}
    size = Organisation.steplen
    for node in scope.organisations().select_related(None):
        chain = [node.path[:end] for end in range(size, len(node.path), size)]
        above = tuple(rows[path].name for path in chain if path in rows)
        rows[node.path] = SchoolRow(node, level=len(above), above=above)
    for path, ids in members.items():
        for end in range(size, len(path) + 1, size):
            row = rows.get(path[:end])
            for pk in ids if row else ():
                person = people.get(pk)
                if row and person and path[:end] not in person.counted_at:
                    person.counted_at.add(path[:end])
                    row.people += 1
                    row.taking_part += bool(person.going_on or person.completed)
                    row.going_on += person.going_on
                    row.completed += person.completed
                    row.minutes += person.minutes
    listed = list(rows.values())
    if wanted.state == "none":
        listed = [row for row in listed if not row.taking_part]
    return sort_rows(listed, COLUMNS, wanted.sort)


COLUMNS: tuple[Column[SchoolRow], ...] = (
    Column("name", _("Organisation"), lambda row: row.name, width=34),
    Column("above", _("Belongs to"), lambda row: " / ".join(row.above), width=28),
    Column("kind", _("Kind"), lambda row: str(row.organisation.get_kind_display()), width=18),
    Column("people", _("People"), lambda row: row.people, is_number=True),
    Column("taking_part", _("Taking part"), lambda row: row.taking_part, is_number=True),
    Column("going_on", _("Going on"), lambda row: row.going_on, is_number=True),
    Column("completed", _("Completed"), lambda row: row.completed, is_number=True),
    Column("hours", _("Hours"), lambda row: row.hours, is_number=True),
)
