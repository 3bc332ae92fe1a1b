"""Who takes part in an occasion, as its course leader sees it."""

from dataclasses import dataclass, field

from courses.models import Occasion, SeatPool, Venue
from progress.models import Registration
from progress.models.accounts import email_field
from progress.models.shown_names import shown_name


@dataclass(frozen=True)
class Participant:
    """Under an alias there is neither an organisation nor an address."""

    name: str
    organisation: str
    email: str
    group: str
    headcount: int
    needs: tuple[str, ...] = ()
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
    """Venue by venue and role by role, those with a seat, in the order of their names, with what
    they need: three queries."""
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
        .prefetch_related("answers")
    )
    for registration in seated:
        by_pool[registration.pool_id].participants.append(_participant(registration))
    for each in by_pool.values():
        each.participants.sort(key=lambda one: one.name.casefold())
    return Participants(occasion, list(venues.values()))


def _participant(registration: Registration) -> Participant:
    person = registration.person
    profile = getattr(person, "profile", None)
    is_alias = profile is not None and profile.is_protected
    return Participant(
        name=shown_name(person) if person is not None else str(registration.organisation),
        organisation="" if is_alias else str(registration.workplace or ""),
        email="" if person is None or is_alias else getattr(person, email_field()),
        group=registration.group_name,
        headcount=registration.headcount,
        needs=tuple(map(str, registration.answers.all())),
        is_alias=is_alias,
    )
