"""A row for each registration, on the screen and in the files: what stands in it, and what not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.models import Occasion, SeatPool, Venue
from courses.models.entries import place_name
from progress.models import GroupMember, Registration, State
from progress.models.accounts import email_field
from progress.models.shown_names import shown_name
from progress.reports.registrations import PROTECTED
from progress.reports.tables import Column
from progress.rules.offers import Moment


@dataclass(frozen=True)
class Row:
    """Under an alias there is neither an organisation nor an address."""

    name: str
    pk: int = 0
    is_alias: bool = False
    role: str = ""
    venue: str = ""
    organisation: str = ""
    email: str = ""
    headcount: int | None = None
    group: str = ""
    named: int = 0  # of a group's people, those who added themselves
    needs: tuple[tuple[str, str], ...] = ()
    registered: datetime | None = None
    state: str = ""
    state_label: str = ""
    place_in_queue: int | None = None
    until: Moment | None = None

    @property
    def needs_in_words(self) -> str:
        return "; ".join(f"{label}: {value}" for label, value in self.needs)


def venue_in_words(venue: Venue) -> str:
    """Where, and by which name, where it has one beside the town."""
    place = place_name(venue)
    return f"{place} ({venue.name})" if venue.name and venue.name != place else place


def seats_in_words(pool: SeatPool) -> str:
    return f"{venue_in_words(pool.venue)} – {pool.get_role_display()}"


def rows_of(found: QuerySet[Any], occasion: Occasion) -> list[Row]:
    """Two queries, and one more each where somebody waits, and where a group is among them."""
    read = list(
        found.select_related(
            "person__profile", "organisation", "workplace", "pool__venue"
        ).prefetch_related("answers")
    )
    waits = any(row.state == State.QUEUED and row.approve_by is None for row in read)
    numbers = queue_numbers(occasion) if waits else {}
    named = _named(row.pk for row in read if row.group_name)
    return [_row(row, occasion, numbers.get(row.pk), named.get(row.pk, 0)) for row in read]


def row_of(registration: Registration, occasion: Occasion) -> Row:
    return rows_of(Registration.objects.filter(pk=registration.pk), occasion)[0]


def _named(groups: Iterable[int]) -> dict[int, int]:
    wanted = list(groups)
    if not wanted:
        return {}
    members = GroupMember.objects.filter(registration__in=wanted).values("registration")
    return dict(members.annotate(number=Count("pk")).values_list("registration", "number"))


def queue_numbers(occasion: Occasion) -> dict[int, int]:
    """Each registration that waits, and its place in the queue of its seats."""
    numbers: dict[int, int] = {}
    lengths: dict[int, int] = {}
    waiting = Registration.objects.waiting().filter(occasion=occasion)
    for pk, pool in waiting.values_list("pk", "pool_id"):
        numbers[pk] = lengths[pool] = lengths.get(pool, 0) + 1
    return numbers


def _row(registration: Any, occasion: Occasion, place_in_queue: int | None, named: int) -> Row:
    person = registration.person
    profile = getattr(person, "profile", None)
    is_alias = profile is not None and profile.is_protected
    until = registration.hold_until or registration.approve_by
    return Row(
        name=shown_name(person) if person is not None else str(registration.organisation),
        pk=registration.pk,
        is_alias=is_alias,
        role=registration.pool.get_role_display(),
        venue=place_name(registration.pool.venue),
        organisation="" if is_alias else str(registration.workplace or ""),
        email=getattr(person, email_field()) if person is not None and not is_alias else "",
        headcount=registration.headcount,
        group=registration.group_name,
        named=named,
        needs=tuple((answer.name, answer.words) for answer in registration.answers.all()),
        registered=registration.created_at.astimezone(occasion.zone),
        state=registration.state,
        state_label=state_label(registration),
        place_in_queue=place_in_queue,
        until=Moment(until.astimezone(occasion.zone), has_time=True) if until else None,
    )


def state_label(registration: Registration) -> str:
    if registration.approve_by is not None:
        return _("To approve")
    return registration.get_state_display()


def columns(view: str) -> Sequence[Column[Row]]:
    """Of the table on the screen and in the files; the queue has its numbers first."""
    return (QUEUE, *COLUMNS) if view == "waiting" else COLUMNS


QUEUE: Column[Row] = Column(
    "number", gettext_lazy("No."), lambda row: row.place_in_queue, width=6, is_number=True
)
COLUMNS: tuple[Column[Row], ...] = (
    Column("name", gettext_lazy("Name"), lambda row: row.name, width=28),
    Column("role", gettext_lazy("Role"), lambda row: row.role),
    Column("venue", gettext_lazy("Venue"), lambda row: row.venue, width=20),
    Column("organisation", gettext_lazy("Organisation"), lambda row: row.organisation, width=28),
    Column("email", gettext_lazy("E-mail address"), lambda row: row.email, width=28),
    Column("group", gettext_lazy("Group"), lambda row: row.group, width=20),
    Column("people", gettext_lazy("People"), lambda row: row.headcount, is_number=True),
    Column("needs", gettext_lazy("Needs and answers"), lambda row: row.needs_in_words, width=40),
    Column(
        "registered",
        gettext_lazy("Registered"),
        lambda row: row.registered.replace(tzinfo=None) if row.registered else None,
        width=16,
    ),
    Column("state", gettext_lazy("State"), lambda row: row.state_label, width=18),
)


def file_rows(found: QuerySet[Any], occasion: Occasion) -> list[Row]:
    """Nobody with protected identity; the last line says how many were left out."""
    hidden = found.filter(PROTECTED).count()
    rows = rows_of(found.exclude(pk__in=found.filter(PROTECTED).order_by().values("pk")), occasion)
    if hidden:
        rows.append(Row(name=left_out(hidden)))
    return rows


def left_out(hidden: int) -> str:
    words = ngettext(
        "%(hidden)s person with protected identity is left out.",
        "%(hidden)s people with protected identity are left out.",
        hidden,
    )
    return words % {"hidden": hidden}
