from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.cancel_venue import cancel_venue as call_off
from courses.actions.touch_occasion import touch_occasion
from courses.models import SeatPool, Venue
from progress.actions.change_place import change_place
from progress.actions.move_place import move_held_place
from progress.actions.tell_of_place import tell_of_place
from progress.models import Registration, State
from progress.models.accounts import Person
from progress.models.offers import offer_of
from progress.rules.offers import Refusal
from progress.rules.reasons import VENUE_CANCELLED


@dataclass
class Cancelled:
    """How many registrations, and people in them, each thing happens to."""

    moved: int = 0
    moved_people: int = 0
    choosing: int = 0
    choosing_people: int = 0
    waiting: int = 0
    without_address: int = 0
    other_seats: list[tuple[SeatPool, int | None]] = field(default_factory=list)

    @property
    def told(self) -> int:
        return self.moved + self.choosing + self.waiting - self.without_address


class _Undo(Exception):
    pass


def cancel_venue(
    *,
    venue: Venue,
    by: Person | None,
    note: str = "",
    move_to: Venue | None = None,
    on: date | None = None,
    dry_run: bool = False,
    now: datetime | None = None,
) -> Cancelled:
    """Calls a venue off. Everybody with a seat there is asked, once, to choose another; or all are
    moved to `move_to` in the order in which they came, as far as its seats go, and the rest is
    asked. Who only waited for a seat there is told that the wait is over.

    `dry_run` says the numbers and changes nothing.
    """
    now = now or timezone.now()
    outcome = Cancelled()
    try:
        with transaction.atomic():
            touch_occasion(occasion_id=venue.occasion_id)
            venue = Venue.objects.select_related("occasion").get(pk=venue.pk)
            if venue.cancelled_on is not None:
                return outcome
            day = on or now.astimezone(venue.occasion.zone).date()
            call_off(venue=venue, on=day, note=note, by=by)
            _deal_with_people(venue, move_to, by, now, outcome, tell=not dry_run)
            outcome.other_seats = _other_seats(venue)
            if dry_run:
                raise _Undo
    except _Undo:
        pass
    return outcome


def _deal_with_people(
    venue: Venue,
    move_to: Venue | None,
    by: Person | None,
    now: datetime,
    outcome: Cancelled,
    *,
    tell: bool,
) -> None:
    rows = list(
        Registration.objects.live()
        .with_place()
        .select_related("person__profile")
        .filter(pool__venue=venue)
        .order_by("created_at", "pk")
    )
    held = [row for row in rows if row.state in (State.CONFIRMED, State.OFFERED)]
    has_seat = {row.person_id for row in held}
    for row in held:
        outcome.without_address += row.person is None
        if (
            move_to is not None
            and row.state == State.CONFIRMED
            and _move(row, move_to, by, now, tell)
        ):
            outcome.moved += 1
            outcome.moved_people += row.headcount
            continue
        change = change_place(
            registration=row, to=State.NEEDS_CHOICE, by=by, now=now, why=VENUE_CANCELLED
        )
        outcome.choosing += 1
        outcome.choosing_people += row.headcount
        if tell:
            tell_of_place(kind="needs_choice", transition=change, now=now)
    for row in rows:
        if row.state != State.QUEUED:
            continue
        change = change_place(
            registration=row, to=State.CANCELLED, by=by, now=now, why=VENUE_CANCELLED
        )
        outcome.waiting += 1
        if tell and row.person_id not in has_seat:
            tell_of_place(kind="cancelled", transition=change, now=now)


def _move(row: Registration, to: Venue, by: Person | None, now: datetime, tell: bool) -> bool:
    """Into the seats of the same role; False where there are none left."""
    pool = SeatPool.objects.with_offer().filter(venue=to, role=row.pool.role).first()
    if pool is None:
        return False
    try:
        move_held_place(registration=row, pool=pool, by=by, now=now, tell=tell, why=VENUE_CANCELLED)
    except Refusal:
        return False
    return True


def _other_seats(venue: Venue) -> list[tuple[SeatPool, int | None]]:
    pools = SeatPool.objects.with_offer().in_order().filter(venue__occasion=venue.occasion_id)
    return [
        (pool, offer_of(pool).free)
        for pool in pools
        if pool.venue.cancelled_on is None and pool.venue.archived_at is None
    ]
