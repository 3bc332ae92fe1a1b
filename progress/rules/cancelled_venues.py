"""What becomes of the registrations at a venue that is cancelled: in plain values, so that the dry
run and the deed say the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from courses.rules.errors import gettext_noop
from progress.rules.offers import Offer, Refusal
from progress.rules.places import may_move
from progress.rules.queue import Seats, Waiting
from progress.rules.telling import is_past

Fate = Literal["moved", "choosing", "waiting"]
Who = tuple[int | None, int | None]  # a person's id, or an organisation's


@dataclass(frozen=True)
class Held:
    """A live registration there. `path` is that of the organisation of its person."""

    id: int
    state: str
    role: str
    who: Who
    headcount: int = 1
    group_name: str = ""
    path: str = ""


@dataclass(frozen=True)
class Target:
    """The seats of one role to which people may be moved. `held` are the seats there that somebody
    is offered already: whoever is moved there leaves them."""

    offer: Offer
    seats: Seats
    held: Mapping[Who, Waiting] = field(default_factory=dict)


def may_cancel_venue(state: str, ends_on: date | None, today: date) -> Refusal | None:
    """While those who are there can still choose another, or will be able to."""
    if state == "finished" or is_past(state=state, ends_on=ends_on, today=today):
        return Refusal("past", gettext_noop("This is over."))
    if state == "cancelled":
        return Refusal("cancelled", gettext_noop("This is cancelled."))
    return None


def fates_of(
    places: Iterable[Held], targets: Mapping[str, Target], *, now: datetime
) -> tuple[dict[int, Fate], dict[str, Seats]]:
    """What happens to each, in the order given; and the seats of each role's target afterwards.

    Who has a seat is moved, as far as the seats of the same role go, or else has to choose. Who is
    offered one has to choose. Who waits waits no more.
    """
    fates: dict[int, Fate] = {}
    seats = {role: target.seats for role, target in targets.items()}
    for place in places:
        if place.state == "queued":
            fates[place.id] = "waiting"
            continue
        fates[place.id] = "choosing"
        target = targets.get(place.role)
        if place.state != "confirmed" or target is None:
            continue
        before = seats[place.role]
        if place.who in target.held:
            before = before.without_seat(target.held[place.who])
        one = Waiting(place.id, place.headcount, place.path)
        if may_move(
            _offered_to(target.offer, before, place.path),
            now=now,
            headcount=place.headcount,
            group_name=place.group_name,
            is_invited=True,
        ):
            continue
        fates[place.id] = "moved"
        seats[place.role] = before.with_seat(one)
    return fates, seats


def _offered_to(offer: Offer, seats: Seats, path: str) -> Offer:
    """What is free for others alone counts as kept."""
    if seats.capacity is None:
        return offer
    kept = seats.capacity - seats.taken - (seats.free_for(path) or 0)
    return replace(offer, taken=seats.taken, kept=kept)
