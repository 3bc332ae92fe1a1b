"""What a card says of a course, read for many courses at once: two queries, however many."""

import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from courses.models.modules import ModulePage
from courses.models.occasions import Meeting, Milestone, Occasion
from courses.models.pages import CoursePage
from courses.rules.occasion_status import OccasionStatus, most_hopeful, occasion_status
from courses.rules.seats import Pool, Seats, summarise_seats


@dataclass
class CardVenue:
    kind: str
    name: str
    places: list[str]
    cancelled: bool
    areas: list[str] = field(default_factory=list)


@dataclass
class CardOccasion:
    pk: int
    title: str
    begins_on: date | None
    ends_on: date | None
    coarse: str  # a partial date, where not every day is known
    status: OccasionStatus
    venues: list[CardVenue]
    pools: list[Pool] = field(default_factory=list)

    @property
    def running(self) -> list[CardVenue]:
        return [venue for venue in self.venues if not venue.cancelled]


@dataclass
class Card:
    """`language` is set where the course is shown in another language than the reader's."""

    pk: int
    translation_key: object
    kind: str
    url: str
    slug: str
    title: str
    subtitle: str
    summary: str
    language: str
    archived: bool
    price_amount: Decimal | None
    weeks: int | None
    modules: int
    occasions: list[CardOccasion] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    organisers: list[str] = field(default_factory=list)
    priorities: list[str] = field(default_factory=list)

    @property
    def ahead(self) -> list[CardOccasion]:
        over = (OccasionStatus.FINISHED, OccasionStatus.CANCELLED)
        return [occasion for occasion in self.occasions if occasion.status not in over]

    @property
    def shown(self) -> list[CardOccasion]:
        """What is ahead, or of a course that is over, what was."""
        return self.ahead or self.occasions

    @property
    def next(self) -> CardOccasion | None:
        return self.shown[0] if self.shown else None

    @property
    def last_day(self) -> date | None:
        return max((o.ends_on for o in self.shown if o.ends_on), default=None)

    @property
    def status(self) -> OccasionStatus | None:
        return most_hopeful(occasion.status for occasion in self.shown)

    @property
    def venues(self) -> list[CardVenue]:
        return [venue for occasion in self.shown for venue in occasion.running]

    @property
    def seats(self) -> Seats | None:
        """Of all its towns together."""
        return summarise_seats(pool for o in self.shown for pool in o.pools).towns


def read_cards(pks: Iterable[int], now: datetime | None = None) -> list[Card]:
    """In the order of `pks`."""
    wanted = list(pks)
    if not wanted:
        return []
    pages = (
        CoursePage.objects.filter(pk__in=wanted)
        .select_related("datedcoursepage", "packagepage", "locale")
        .defer("body", "datedcoursepage__body", "packagepage__body")
    )
    counts = Subquery(
        ModulePage.objects.live()
        .filter(path__startswith=OuterRef("path"))
        .order_by()
        .values("live")
        .annotate(number=Count("pk"))
        .values("number"),
        output_field=IntegerField(),
    )
    cards = {}
    for page in pages.annotate(module_count=Coalesce(counts, 0)):
        package = getattr(page, "packagepage", None)
        cards[page.pk] = Card(
            pk=page.pk,
            translation_key=page.translation_key,
            kind="package" if package else "dated",
            url=page.get_url() or "",
            slug=page.slug,
            title=page.title,
            subtitle=page.subtitle,
            summary=page.summary,
            language=page.locale.language_code,
            archived=page.archived_at is not None,
            price_amount=page.price_amount,
            weeks=package.suggested_weeks if package else None,
            modules=page.module_count,
        )
    occasions = read_card_occasions([c.translation_key for c in cards.values()], now)
    for card in cards.values():
        card.occasions = occasions.get(card.translation_key, [])
    return [cards[pk] for pk in wanted if pk in cards]


def read_card_occasions(
    keys: list[object], now: datetime | None = None
) -> dict[object, list[CardOccasion]]:
    """By translation key, in date order: one query of occasions beside their venues and areas."""
    now = now or timezone.now()
    coarse = Meeting.objects.filter(occasion=OuterRef("pk")).exclude(when="").order_by("pk")
    milestones = Milestone.objects.filter(occasion=OuterRef("pk")).order_by("-when")
    rows = (
        Occasion.objects.current()
        .filter(course__translation_key__in=keys)
        .order_by("begins_on", "sort_order", "pk", "venues__sort_order", "venues__pk")
        .annotate(
            coarse=Subquery(coarse.values("when")[:1]),
            milestone=Subquery(milestones.values("when")[:1]),
        )
        .values_list(
            "course__translation_key", "pk", "title", "state", "timezone", "opens_at", "closes_at",
            "begins_on", "ends_on", "coarse", "milestone", "venues__pk", "venues__kind",
            "venues__name", "venues__places", "venues__cancelled_on", "venues__archived_at",
            "venues__areas__name", "venues__pools__role", "venues__pools__capacity",
            "venues__pools__taken",
        )
    )  # fmt: skip
    made: dict[object, list[CardOccasion]] = {}
    facts: dict[int, tuple] = {}
    venues: dict[int, CardVenue] = {}
    seen: set[tuple[int, str]] = set()
    for row in rows:
        key, pk, title, state, zone, opens_at, closes_at, begins_on, ends_on = row[:9]
        (
            coarse_when,
            milestone,
            venue_pk,
            kind,
            name,
            places,
            cancelled_on,
            archived_at,
        ) = row[9:17]
        area, role, capacity, taken = row[17:]
        if pk not in facts:
            when = coarse_when or ("" if begins_on else milestone) or ""
            occasion = CardOccasion(
                pk, title, begins_on, ends_on, when, OccasionStatus.ANNOUNCED, []
            )
            facts[pk] = (occasion, state, zone, opens_at, closes_at)
            made.setdefault(key, []).append(occasion)
        if venue_pk is None or archived_at:
            continue
        venue = venues.get(venue_pk)
        if venue is None:
            venue = CardVenue(kind, name, places or [], bool(cancelled_on))
            venues[venue_pk] = venue
            facts[pk][0].venues.append(venue)
        if area and area not in venue.areas:
            venue.areas.append(area)
        if role and (venue_pk, role) not in seen:
            seen.add((venue_pk, role))
            pool = Pool(venue_pk, kind, role, capacity, taken, venue.cancelled)
            facts[pk][0].pools.append(pool)
    for occasion, state, zone, opens_at, closes_at in facts.values():
        occasion.status = occasion_status(
            state,
            now=now,
            today=now.astimezone(zoneinfo.ZoneInfo(zone)).date(),
            opens_at=opens_at,
            closes_at=closes_at,
            ends_on=occasion.ends_on,
            seats=summarise_seats(occasion.pools).state if occasion.pools else None,
        )
    return made
