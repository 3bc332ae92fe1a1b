"""Who takes part in an occasion, as its course leader sees it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from courses.models import Occasion, SeatPool, Venue
from progress.models import OccasionStaff, Registration
from progress.models.accounts import Person, email_field, name_of


@dataclass(frozen=True)
class Participant:
    """Under an alias there is neither an organisation nor an address."""

    name: str
    organisation: str
    email: str
    group: str
    headcount: int
    is_alias: bool = False


@dataclass
class PoolOfParticipants:
    pool: SeatPool
    participants: list[Participant] = field(default_factory=list)

    @property
    def people(self) -> int:
        return sum(participant.headcount for participant in self.participants)


@dataclass
class VenueOfParticipants:
    venue: Venue
    pools: list[PoolOfParticipants] = field(default_factory=list)

    @property
    def people(self) -> int:
        return sum(pool.people for pool in self.pools)


@dataclass
class Participants:
    occasion: Occasion
    venues: list[VenueOfParticipants]

    @property
    def people(self) -> int:
        return sum(venue.people for venue in self.venues)

    @property
    def by_role(self) -> dict[str, int]:
        """How many of each role that the occasion has, whichever the venue."""
        counted: dict[str, int] = {}
        for venue in self.venues:
            for each in venue.pools:
                role = each.pool.get_role_display()
                counted[role] = counted.get(role, 0) + each.people
        return counted


def read_participants(occasion: Occasion) -> Participants:
    """Venue by venue and role by role, those with a seat, in order of their names: two queries."""
    pools = SeatPool.objects.filter(venue__occasion=occasion).select_related("venue").in_order()
    venues: dict[int, VenueOfParticipants] = {}
    by_pool: dict[int, PoolOfParticipants] = {}
    for pool in pools:
        venue = venues.setdefault(pool.venue_id, VenueOfParticipants(pool.venue))
        by_pool[pool.pk] = PoolOfParticipants(pool)
        venue.pools.append(by_pool[pool.pk])
    seated = (
        Registration.objects.seated()
        .filter(occasion=occasion)
        .select_related("person__profile", "organisation", "workplace")
    )
    for registration in seated:
        by_pool[registration.pool_id].participants.append(_participant(registration))
    for each in by_pool.values():
        each.participants.sort(key=lambda one: one.name.casefold())
    return Participants(occasion, list(venues.values()))


def _participant(registration: Registration) -> Participant:
    group, headcount = registration.group_name, registration.headcount
    person = registration.person
    if person is None:
        return Participant(str(registration.organisation), "", "", group, headcount)
    profile = getattr(person, "profile", None)
    if profile is not None and profile.is_protected:
        alias = profile.alias or _("Protected identity")
        return Participant(alias, "", "", group, headcount, is_alias=True)
    return Participant(
        name_of(person),
        str(registration.workplace or ""),
        getattr(person, email_field()),
        group,
        headcount,
    )


@dataclass(frozen=True)
class Led:
    """An occasion that somebody leads, and how many people have a seat in it."""

    occasion: Occasion
    people: int


def read_led(person: Person, today: date) -> tuple[list[Led], list[Led]]:
    """The occasions that a person leads: those ahead, the next one first, and those that were."""
    led = OccasionStaff.objects.filter(person=person).values("occasion")
    occasions = (
        Occasion.objects.filter(pk__in=led)
        .select_related("course")
        .defer("course__body")
        .annotate(
            people=Sum(
                "registrations__headcount",
                filter=Q(registrations__state__in=("offered", "confirmed")),
            )
        )
    )
    counted = cast("QuerySet[Any]", occasions)
    ahead: list[Led] = []
    past: list[Led] = []
    for occasion in counted:
        is_past = occasion.ends_on is not None and occasion.ends_on < today
        (past if is_past else ahead).append(Led(occasion, occasion.people or 0))
    return ahead, past[::-1]
