"""What a card says of a course, read for many courses at once: two queries, however many."""

import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from courses.models.modules import ModulePage
from courses.models.occasions import Meeting, Milestone, Occasion
from courses.models.pages import CoursePage
from courses.reports.originals import original_card
from courses.rules.course_langs import card_langs
from courses.rules.occasion_status import OccasionStatus, most_hopeful, occasion_status
from courses.rules.seats import Pool, Seats, counted_roles, summarise_seats


@dataclass
class CardVenue:
    kind: str
    name: str
    places: list[str]
    cancelled: bool


@dataclass
class CardOccasion:
    pk: int
    title: str
    begins_on: date | None
    ends_on: date | None
    coarse: str  # a partial date, where not every day is known
    status: OccasionStatus = OccasionStatus.ANNOUNCED
    venues: list[CardVenue] = field(default_factory=list)
    pools: list[Pool] = field(default_factory=list)

    @property
    def running(self) -> list[CardVenue]:
        return [venue for venue in self.venues if not venue.cancelled]


@dataclass
class Card:
    """`language` is the page's; its title and its summary may still be in the original's."""

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
    title_language: str = ""
    summary_language: str = ""

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
        return max((o.ends_on for o in self.shown if o.ends_on and not o.coarse), default=None)

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
    for page in pages.annotate(module_count=Coalesce(counts, 0), original_card=original_card()):
        package = getattr(page, "packagepage", None)
        language = page.locale.language_code
        title_lang, summary_lang = _langs(page)
        cards[page.pk] = Card(
            pk=page.pk,
            translation_key=page.translation_key,
            kind="package" if package else "dated",
            url=page.get_url() or "",
            slug=page.slug,
            title=page.title,
            subtitle=page.subtitle,
            summary=page.summary,
            language=language,
            title_language=title_lang or language,
            summary_language=summary_lang or language,
            archived=page.archived_at is not None,
            price_amount=page.price_amount,
            weeks=package.suggested_weeks if package else None,
            modules=page.module_count,
        )
    occasions = read_card_occasions([c.translation_key for c in cards.values()], now)
    for card in cards.values():
        card.occasions = occasions.get(card.translation_key, [])
    return [cards[pk] for pk in wanted if pk in cards]


def _langs(page: CoursePage) -> tuple[str, str]:
    """Of the title and of the summary, where they are the original's."""
    original = page.original_card
    if not original or original["pk"] == page.pk or not original["live"]:
        return "", ""
    theirs = original["title"], original["summary"] or original["subtitle"]
    said = page.title, page.summary or page.subtitle
    return card_langs(said, theirs, original["language"])


def read_card_occasions(
    keys: list[object], now: datetime | None = None
) -> dict[object, list[CardOccasion]]:
    """By translation key, in date order: one query of occasions beside their venues and areas."""
    now = now or timezone.now()
    made: dict[object, list[CardOccasion]] = {}
    occasions: dict[int, CardOccasion] = {}
    rows: dict[int, dict[str, Any]] = {}
    venues: dict[int, CardVenue] = {}
    seen: set[tuple[int, str]] = set()
    for row in occasion_rows(keys):
        occasion = occasions.get(row["pk"])
        if occasion is None:
            occasion = CardOccasion(
                row["pk"], row["title"], row["begins_on"], row["ends_on"], coarse_date(row)
            )
            occasions[row["pk"]], rows[row["pk"]] = occasion, row
            made.setdefault(row["course__translation_key"], []).append(occasion)
        pk, role = row["venues__pk"], row["venues__pools__role"]
        if pk is None or row["venues__archived_at"]:
            continue
        venue = venues.get(pk)
        if venue is None:
            cancelled = row["venues__cancelled_on"] is not None
            places = row["venues__places"] or []
            venue = CardVenue(row["venues__kind"], row["venues__name"], places, cancelled)
            venues[pk] = venue
            occasion.venues.append(venue)
        counted = role in counted_roles(row["counts_observers"])
        if counted and (pk, role) not in seen:
            seen.add((pk, role))
            capacity, taken = row["venues__pools__capacity"], row["venues__pools__taken"]
            occasion.pools.append(Pool(pk, venue.kind, role, capacity, taken, venue.cancelled))
    for occasion in occasions.values():
        occasion.status = card_status(occasion, rows[occasion.pk], now)
    return made


def occasion_rows(keys: list[object]) -> QuerySet[Any, dict[str, Any]]:
    """A row for each pool of each venue of each occasion; one for what has none."""
    meetings = Meeting.objects.current().filter(occasion=OuterRef("pk"))
    milestones = Milestone.objects.filter(occasion=OuterRef("pk"))
    return (
        Occasion.objects.current()
        .filter(course__translation_key__in=keys)
        .order_by("begins_on", "sort_order", "pk", "venues__sort_order", "venues__pk")
        .annotate(
            coarse=Subquery(meetings.exclude(when="").order_by("when").values("when")[:1]),
            milestone=Subquery(milestones.order_by("-when").values("when")[:1]),
            meets=Exists(meetings),
        )
        .values(
            "course__translation_key", "pk", "title", "state", "timezone", "opens_at", "closes_at",
            "counts_observers",
            "begins_on", "ends_on", "coarse", "milestone", "meets", "venues__pk", "venues__kind",
            "venues__name", "venues__places", "venues__cancelled_on", "venues__archived_at",
            "venues__pools__role", "venues__pools__capacity", "venues__pools__taken",
        )
    )  # fmt: skip


def coarse_date(row: dict[str, Any]) -> str:
    """The first and last day of a month are for sorting: what is shown is the month."""
    return row["coarse"] or (row["milestone"] or "" if not row["meets"] else "")


def card_status(occasion: CardOccasion, row: dict[str, Any], now: datetime) -> OccasionStatus:
    return occasion_status(
        row["state"],
        now=now,
        today=now.astimezone(zoneinfo.ZoneInfo(row["timezone"])).date(),
        opens_at=row["opens_at"],
        closes_at=row["closes_at"],
        ends_on=row["ends_on"],
        seats=summarise_seats(occasion.pools).state if occasion.pools else None,
    )
