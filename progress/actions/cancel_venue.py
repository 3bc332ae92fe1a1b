from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.cancel_venue import cancel_venue as call_off
from courses.actions.touch_occasion import touch_occasion
from courses.models import SeatPool, Venue
from progress.actions.change_place import change_places
from progress.actions.fill_pool import as_waiting, fill_pool, seats_of
from progress.actions.move_place import count_hours_there
from progress.actions.tell_of_place import tell_of_places
from progress.models import GroupMember, Registration, State, Transition
from progress.models.accounts import Person, email_field
from progress.models.offers import offer_of, starts_at
from progress.rules.cancelled_venues import Fate, Held, Target, fates_of, may_cancel_venue
from progress.rules.queue import Seats
from progress.rules.reasons import MOVED_HERE, VENUE_CANCELLED


@dataclass
class Cancelled:
    """How many registrations, and people in them, each thing happens to; and how many people are
    told by mail, those who are named in a group too."""

    moved: int = 0
    moved_people: int = 0
    choosing: int = 0
    choosing_people: int = 0
    waiting: int = 0
    without_address: int = 0
    told: int = 0
    other_seats: list[tuple[SeatPool, int | None]] = field(default_factory=list)


@dataclass(frozen=True)
class _Plan:
    """The registrations at the venue in their order, what becomes of each, and the pools to which
    they are moved, by role, with their seats afterwards."""

    rows: list[Registration]
    fates: Mapping[int, Fate]
    pools: Mapping[str, SeatPool]
    seats: Mapping[str, Seats]

    def of(self, fate: Fate) -> list[Registration]:
        return [row for row in self.rows if self.fates[row.pk] == fate]


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

    `dry_run` says the numbers, holds nobody up and changes nothing. Raises the Refusal that says
    why not: once it is over nobody could choose.
    """
    now = now or timezone.now()
    if dry_run:
        is_over = Venue.objects.filter(pk=venue.pk, cancelled_on__isnull=False).exists()
        return Cancelled() if is_over else _numbers_of(_plan(venue, move_to, now), venue)
    with transaction.atomic():
        touch_occasion(occasion_id=venue.occasion_id)
        venue = Venue.objects.select_related("occasion").get(pk=venue.pk)
        if venue.cancelled_on is not None:
            return Cancelled()
        today = now.astimezone(venue.occasion.zone).date()
        if refusal := may_cancel_venue(venue.occasion.state, venue.occasion.ends_on, today):
            raise refusal
        call_off(venue=venue, on=on or today, note=note, by=by)
        plan = _plan(venue, move_to, now)
        numbers = _numbers_of(plan, venue)
        _carry_out(plan, venue, by, now)
    return numbers


def _plan(venue: Venue, move_to: Venue | None, now: datetime) -> _Plan:
    rows = list(
        Registration.objects.live()
        .filter(pool__venue=venue)
        .select_related("person__profile", "workplace")
        .order_by("created_at", "pk")
    )
    own = {pool.pk: pool for pool in SeatPool.objects.with_offer().filter(venue=venue)}
    for row in rows:
        row.pool = own[row.pool_id]
    pools = {}
    if move_to is not None and move_to.occasion_id == venue.occasion_id:
        found = SeatPool.objects.with_offer().filter(venue=move_to)
        pools = {str(pool.role): pool for pool in found}
    targets = {role: _target(pool, now) for role, pool in pools.items()}
    places = [
        Held(
            id=row.pk,
            state=row.state,
            role=row.pool.role,
            who=(row.person_id, row.organisation_id),
            headcount=row.headcount,
            group_name=row.group_name,
            path=as_waiting(row).path,
        )
        for row in rows
        if row.state != State.NEEDS_CHOICE
    ]
    fates, seats = fates_of(places, targets, now=now)
    return _Plan([row for row in rows if row.pk in fates], fates, pools, seats)


def _target(pool: SeatPool, now: datetime) -> Target:
    offered = Registration.objects.filter(pool=pool, state=State.OFFERED)
    return Target(
        offer=offer_of(pool, starts_at=starts_at(pool.venue)),
        seats=seats_of(pool, now),
        held={
            (one.person_id, one.organisation_id): as_waiting(one)
            for one in offered.select_related("workplace")
        },
    )


def _numbers_of(plan: _Plan, venue: Venue) -> Cancelled:
    moved, choosing, waiting = plan.of("moved"), plan.of("choosing"), plan.of("waiting")
    return Cancelled(
        moved=len(moved),
        moved_people=sum(row.headcount for row in moved),
        choosing=len(choosing),
        choosing_people=sum(row.headcount for row in choosing),
        waiting=len(waiting),
        without_address=sum(row.person_id is None for row in plan.rows),
        told=_people_told(plan),
        other_seats=_other_seats(plan, venue),
    )


def _people_told(plan: _Plan) -> int:
    """Each once, whatever they are told of. A query more where there are groups, and one where
    people are moved."""
    groups = [row for row in plan.rows if row.group_name]
    who = {(row.person_id, row.pool.role) for row in plan.of("moved")}
    if who:
        waiting = Registration.objects.live().filter(pool__in=list(plan.pools.values()))
        groups += [
            one
            for one in waiting.exclude(group_name="").select_related("pool")
            if (one.person_id, one.pool.role) in who
        ]
    people = [row.person for row in plan.rows if row.person is not None]
    if groups:
        people += [member.person for member in GroupMember.objects.told_of(groups)]
    return len({one.pk for one in people if getattr(one, email_field())})


def _other_seats(plan: _Plan, venue: Venue) -> list[tuple[SeatPool, int | None]]:
    """What is free elsewhere, afterwards."""
    taken = {pool.pk: plan.seats[role].taken for role, pool in plan.pools.items()}
    seats = []
    others = SeatPool.objects.with_offer().filter(
        venue__occasion=venue.occasion_id, venue__cancelled_on=None, venue__archived_at=None
    )
    for pool in others.exclude(venue=venue).in_order():
        pool.taken = taken.get(pool.pk, pool.taken)
        seats.append((pool, offer_of(pool).free))
    return seats


def _carry_out(plan: _Plan, venue: Venue, by: Person | None, now: datetime) -> None:
    news: list[tuple[str, Transition]] = []
    to_members: list[tuple[str, Transition]] = []
    for role, pool in plan.pools.items():
        moved = [row for row in plan.of("moved") if row.pool.role == role]
        queues, frees = _leave_queues(moved, pool, by, now)
        to_members += [("withdrawn", change) for change in queues]
        news += [
            ("moved", change)
            for change in change_places(
                registrations=moved,
                to=State.CONFIRMED,
                by=by,
                now=now,
                pool=pool,
                why=VENUE_CANCELLED,
            )
        ]
        count_hours_there(registrations=moved, now=now)
        if frees:
            fill_pool(pool_id=pool.pk, now=now)
    chosen, gone = (
        change_places(registrations=rows, to=to, by=by, now=now, why=VENUE_CANCELLED)
        for rows, to in (
            (plan.of("choosing"), State.NEEDS_CHOICE),
            (plan.of("waiting"), State.CANCELLED),
        )
    )
    news += [("needs_choice", change) for change in chosen]
    told = {change.registration.person_id for _kind, change in news}
    for change in gone:
        is_told = change.registration.person_id in told
        (to_members if is_told else news).append(("cancelled", change))
    tell_of_places(news=news, now=now, left=venue, to_members=to_members)


def _leave_queues(
    moved: list[Registration], pool: SeatPool, by: Person | None, now: datetime
) -> tuple[list[Transition], bool]:
    """Who waited for these very seats, or was offered one, has one by the other row now. Answers
    with the changes, and says whether an offer was left."""
    who = {(row.person_id, row.organisation_id) for row in moved}
    others = Registration.objects.live().filter(pool=pool) if who else ()
    left = [one for one in others if (one.person_id, one.organisation_id) in who]
    had_offer = any(one.state == State.OFFERED for one in left)
    for one in left:
        one.pool = pool
    changes = change_places(registrations=left, to=State.WITHDRAWN, by=by, now=now, why=MOVED_HERE)
    return changes, had_offer
