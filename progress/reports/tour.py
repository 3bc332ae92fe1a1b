"""Who took part in a course's occasions: by organisation kind and role, in numbers that add up."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from courses.models import Occasion, SeatRole
from progress.models import Organisation, Registration
from progress.reports.tables import Column

NO_KIND = ""
KINDS = {**dict(Organisation.Kind.choices), NO_KIND: _("No organisation named")}


@dataclass
class TourRow:
    """People, a group by its number of them. Observers are apart: they are not among `all`."""

    occasion: Occasion | None
    kind: str | None  # None: all kinds
    people: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    registrations: int = 0

    def add(self, role: str, people: int, registrations: int) -> None:
        self.people[role] += people
        self.registrations += registrations

    @property
    def session(self) -> str:
        if self.occasion is None:
            return str(_("All gatherings"))
        return self.occasion.title or self.occasion.slug

    @property
    def begins_on(self) -> date | None:
        return self.occasion.begins_on if self.occasion else None

    @property
    def kind_name(self) -> str:
        return str(_("All kinds")) if self.kind is None else str(KINDS[self.kind])

    @property
    def participants(self) -> int:
        return self.people.get(SeatRole.PARTICIPANT, 0)

    @property
    def contributors(self) -> int:
        return self.people.get(SeatRole.CONTRIBUTOR, 0)

    @property
    def observers(self) -> int:
        return self.people.get(SeatRole.OBSERVER, 0)

    @property
    def all(self) -> int:
        return self.participants + self.contributors

    @property
    def is_total(self) -> bool:
        return self.kind is None


def occasions_of(key: uuid.UUID, *, led_by: int | None = None) -> list[Occasion]:
    """Of a course in whatever language, the first one first; of a leader, those they lead."""
    found = Occasion.objects.filter(course__translation_key=key, archived_at=None)
    if led_by is not None:
        found = found.filter(staff__person=led_by).distinct()
    return list(found.select_related("course").defer("course__body").order_by("begins_on", "pk"))


def tour_rows(occasions: Sequence[Occasion]) -> list[TourRow]:
    """Each occasion's kinds and their sum; then the same of all occasions. One query."""
    counted = _count([occasion.pk for occasion in occasions])
    rows: list[TourRow] = []
    every: dict[str | None, TourRow] = {}
    for occasion in occasions:
        own: dict[str | None, TourRow] = {}
        total = TourRow(occasion, None)
        for kind, role, people, registrations in counted[occasion.pk]:
            own.setdefault(kind, TourRow(occasion, kind)).add(role, people, registrations)
            every.setdefault(kind, TourRow(None, kind)).add(role, people, registrations)
            total.add(role, people, registrations)
            every.setdefault(None, TourRow(None, None)).add(role, people, registrations)
        rows += [*_in_order(own), total]
    if len(occasions) > 1:
        rows += _in_order(every) or [TourRow(None, None)]
    return rows


def _in_order(rows: dict[str | None, TourRow]) -> list[TourRow]:
    return [rows[kind] for kind in (*KINDS, None) if kind in rows]


def _count(occasions: Collection[int]) -> dict[int, list[tuple[str, str, int, int]]]:
    found: dict[int, list[tuple[str, str, int, int]]] = defaultdict(list)
    grouped = (
        Registration.objects.confirmed()
        .filter(occasion__in=occasions)
        .order_by()
        .annotate(kind=Coalesce("workplace__kind", "organisation__kind"))
        .values_list("occasion", "kind", "pool__role")
        .annotate(people=Sum("headcount"), registrations=Count("pk"))
    )
    for occasion, kind, role, people, registrations in grouped:
        found[occasion].append((kind or NO_KIND, role, people, registrations))
    return found


COLUMNS: tuple[Column[TourRow], ...] = (
    Column("session", _("Gathering"), lambda row: row.session, width=30),
    Column("date", _("Date"), lambda row: row.begins_on),
    Column("kind", _("Kind of organisation"), lambda row: row.kind_name, width=28),
    Column("participants", _("Participants"), lambda row: row.participants, is_number=True),
    Column("contributors", _("Contributors"), lambda row: row.contributors, is_number=True),
    Column("all", _("Participants and contributors"), lambda row: row.all, is_number=True),
    Column("observers", _("Observers"), lambda row: row.observers, is_number=True),
    Column("registrations", _("Registrations"), lambda row: row.registrations, is_number=True),
)
