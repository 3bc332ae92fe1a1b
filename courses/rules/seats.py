"""How many seats are left: per venue, and for the towns of an occasion together.

The towns are its venues of kind "place" that are not cancelled and have a limit. Online and groups
stand apart from them, limited or not. Contributors are invited and take nobody's seat.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum

COUNTED_ROLES = frozenset({"participant", "observer"})


def counted_roles(counts_observers: bool) -> frozenset[str]:
    return COUNTED_ROLES if counts_observers else COUNTED_ROLES - {"observer"}


class SeatState(StrEnum):
    UNLIMITED = "unlimited"
    FREE = "free"
    FEW = "few"
    FULL = "full"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Pool:
    """`venue` is any key; `kind` is the venue's; a capacity of None is without limit."""

    venue: Hashable
    kind: str
    role: str
    capacity: int | None
    taken: int
    cancelled: bool = False


@dataclass(frozen=True)
class Seats:
    capacity: int | None
    taken: int
    state: SeatState

    @property
    def free(self) -> int | None:
        return None if self.capacity is None else max(self.capacity - self.taken, 0)


@dataclass(frozen=True)
class VenueSeats:
    venue: Hashable
    kind: str
    total: Seats
    roles: tuple[tuple[str, Seats], ...]


@dataclass(frozen=True)
class SeatSummary:
    """`towns` is None when no town that is open has a limit."""

    venues: tuple[VenueSeats, ...]
    towns: Seats | None
    state: SeatState

    @property
    def without_limit(self) -> tuple[VenueSeats, ...]:
        return tuple(one for one in self.venues if one.total.state is SeatState.UNLIMITED)


def summarise_seats(
    pools: Iterable[Pool], *, counted: frozenset[str] = COUNTED_ROLES
) -> SeatSummary:
    """Venues keep the order in which their first pool came. An occasion without any is full."""
    by_venue: dict[Hashable, list[Pool]] = {}
    for pool in pools:
        if pool.role in counted:
            by_venue.setdefault(pool.venue, []).append(pool)
    venues = tuple(_venue(of_venue) for of_venue in by_venue.values())
    towns = [
        one.total
        for one in venues
        if one.kind == "place" and one.total.state not in (SeatState.CANCELLED, SeatState.UNLIMITED)
    ]
    capacity = sum(one.capacity or 0 for one in towns)
    taken = sum(one.taken for one in towns)
    return SeatSummary(
        venues,
        Seats(capacity, taken, seat_state(capacity, taken)) if towns else None,
        _best([one.total.state for one in venues]),
    )


def seat_state(capacity: int | None, taken: int, cancelled: bool = False) -> SeatState:
    """Few: a tenth of the seats, at least three and at most ten, once somebody has taken one."""
    if cancelled:
        return SeatState.CANCELLED
    if capacity is None:
        return SeatState.UNLIMITED
    free = capacity - taken
    if free <= 0:
        return SeatState.FULL
    few = min(10, max(3, capacity // 10))
    return SeatState.FEW if taken and free <= few else SeatState.FREE


def _venue(pools: list[Pool]) -> VenueSeats:
    cancelled = any(pool.cancelled for pool in pools)
    capacities = [pool.capacity for pool in pools]
    limited = [capacity for capacity in capacities if capacity is not None]
    capacity = sum(limited) if len(limited) == len(capacities) else None
    taken = sum(pool.taken for pool in pools)
    return VenueSeats(
        pools[0].venue,
        pools[0].kind,
        Seats(capacity, taken, seat_state(capacity, taken, cancelled)),
        tuple(
            (
                pool.role,
                Seats(pool.capacity, pool.taken, seat_state(pool.capacity, pool.taken, cancelled)),
            )
            for pool in pools
        ),
    )


def _best(states: list[SeatState]) -> SeatState:
    """What the occasion as a whole still has: it is full only when every open venue is."""
    return min(states, key=list(SeatState).index, default=SeatState.FULL)
