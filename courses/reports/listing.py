"""The catalogue's listing: which courses, in which order, out of which choices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.core.paginator import Page as Leaf
from django.core.paginator import Paginator
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    Max,
    Min,
    OuterRef,
    Q,
    Subquery,
    When,
)
from django.utils import timezone

from courses.models.occasions import Occasion, Venue
from courses.models.pages import CoursePage, CourseTopic
from courses.models.steering import CoursePriority
from courses.reports.cards import Card, read_cards
from courses.reports.listing_labels import Choices, choices, read_labels, with_labels
from courses.rules.catalogue_filter import CatalogueFilter

CARDS_ON_A_PAGE = 24


class Row(NamedTuple):
    pk: int
    key: Any
    language: str
    kind: str
    title: str
    audience: list[str]
    next_on: date | None
    last_on: date | None
    fits: bool


@dataclass
class Listing:
    asked: CatalogueFilter
    cards: Leaf
    total: int
    dated: int
    packages: int
    choices: Choices
    elsewhere: list[Card] = field(default_factory=list)  # online, where an area has nothing


def read_listing(language: str, query: Mapping[str, str], leaf: str | None = None) -> Listing:
    """Five queries, six with a search, two more where an area has nothing of its own."""
    asked = CatalogueFilter.from_query(query)
    today = timezone.localdate()
    rows = read_rows(language, asked)
    labels = read_labels(today)
    everyone = [pick(group, language) for group in rows.values()]
    kept = [
        row
        for row in everyone
        if row.fits
        and (not asked.audience or asked.audience in row.audience)
        and (not asked.language or any(r.language == asked.language for r in rows[row.key]))
        and (asked.past or not is_past(row, today))
    ]
    dated = sum(row.kind == "dated" for row in kept)
    shown = sorted(
        (row for row in kept if not asked.kind or row.kind == asked.kind),
        key=lambda row: in_order(row, today),
    )
    leaves = Paginator([row.pk for row in shown], CARDS_ON_A_PAGE)
    cards = leaves.get_page(leaf)
    cards.object_list = with_labels(read_cards(list(cards.object_list)), labels)  # type: ignore[assignment]
    listing = Listing(
        asked=asked,
        cards=cards,
        total=len(shown),
        dated=dated,
        packages=len(kept) - dated,
        choices=choices(
            labels,
            audiences={value for row in everyone for value in row.audience},
            languages={row.language for group in rows.values() for row in group},
        ),
    )
    if asked.area and asked.area not in listing.choices.areas:
        listing.choices.areas.append(asked.area)
    if asked.area and not shown:
        listing.elsewhere = with_labels(read_cards(online(everyone, today)), labels)
    return listing


def read_sides(language: str, limit: int) -> tuple[list[Card], list[Card]]:
    """The next dated courses, and the packages: the two sides of the first page."""
    today = timezone.localdate()
    rows = [pick(group, language) for group in read_rows(language, CatalogueFilter()).values()]
    rows = sorted(
        (row for row in rows if not is_past(row, today)),
        key=lambda row: in_order(row, today),
    )
    sides = [[row.pk for row in rows if row.kind == kind][:limit] for kind in ("dated", "package")]
    cards = {card.pk: card for card in read_cards(sides[0] + sides[1])}
    dated, packages = ([cards[pk] for pk in side if pk in cards] for side in sides)
    return dated, packages


def read_rows(language: str, asked: CatalogueFilter) -> dict[Any, list[Row]]:
    """Every listed course in all its languages, by translation key."""
    occasions = Occasion.objects.current().filter(
        course__translation_key=OuterRef("translation_key")
    )
    ahead = occasions.filter(ends_on__gte=timezone.localdate()).order_by()
    fits = Q(pk__isnull=False)
    if asked.topic:
        topics = CourseTopic.objects.filter(content_object=OuterRef("pk"), tag__slug=asked.topic)
        fits &= Q(Exists(topics))
    if asked.priority:
        priorities = CoursePriority.objects.filter(page=OuterRef("pk"), area__name=asked.priority)
        fits &= Q(Exists(priorities))
    if asked.area:
        venues = Venue.objects.running().filter(
            occasion__archived_at=None,
            occasion__course__translation_key=OuterRef("translation_key"),
            areas__name=asked.area,
        )
        fits &= Q(Exists(venues))
    if asked.month:
        year, month = map(int, asked.month.split("-"))
        first = date(year, month, 1)
        after = date(year + month // 12, month % 12 + 1, 1)
        fits &= Q(Exists(occasions.filter(begins_on__lt=after, ends_on__gte=first)))
    if asked.q:
        fits &= saying(asked.q)
    pages = CoursePage.objects.listed().annotate(
        next_on=Subquery(
            ahead.values("course__translation_key").annotate(day=Min("begins_on")).values("day")
        ),
        last_on=Subquery(
            occasions.order_by()
            .values("course__translation_key")
            .annotate(day=Max("ends_on"))
            .values("day")
        ),
        fits=Case(When(fits, then=True), default=False, output_field=BooleanField()),
    )
    rows: dict[Any, list[Row]] = {}
    for (
        pk,
        key,
        code,
        dated,
        title,
        audience,
        next_on,
        last_on,
        does,
    ) in pages.values_list(
        "pk",
        "translation_key",
        "locale__language_code",
        "datedcoursepage",
        "title",
        "audience",
        "next_on",
        "last_on",
        "fits",
    ):
        kind = "dated" if dated else "package"
        row = Row(pk, key, code, kind, title, audience or [], next_on, last_on, bool(does))
        rows.setdefault(key, []).append(row)
    if asked.q or asked.topic:
        # Words and topics may be written in another language than the one that is shown.
        for key, group in rows.items():
            found = any(row.fits for row in group)
            rows[key] = [row._replace(fits=found) for row in group]
    return rows


def saying(words: str) -> Q:
    """Whole words by the search index, and parts of words in what a card shows: "seminar" is in
    "dialogseminar"."""
    found = [page.pk for page in CoursePage.objects.live().search(words, order_by_relevance=False)]
    parts = Q()
    for part in words.split():
        parts &= Q(title__icontains=part) | Q(subtitle__icontains=part) | Q(summary__icontains=part)
    return Q(pk__in=found) | parts


def pick(group: list[Row], language: str) -> Row:
    """In the reader's language where there is a translation, else the one that was first."""
    return next((row for row in group if row.language == language), min(group))


def is_past(row: Row, today: date) -> bool:
    return row.kind == "dated" and row.last_on is not None and row.last_on < today


def in_order(row: Row, today: date) -> tuple:
    """What has a date ahead, by date; what has none, by name; what is over, the latest first."""
    if is_past(row, today):
        return 2, -(row.last_on or today).toordinal(), row.title.casefold()
    if row.next_on:
        return 0, row.next_on.toordinal(), row.title.casefold()
    return 1, 0, row.title.casefold()


def online(rows: list[Row], today: date) -> list[int]:
    ahead = {row.key: row.pk for row in rows if row.kind == "dated" and not is_past(row, today)}
    keys = (
        Venue.objects.running()
        .filter(
            kind="online",
            occasion__archived_at=None,
            occasion__course__translation_key__in=list(ahead),
        )
        .values_list("occasion__course__translation_key", flat=True)
    )
    found = set(keys)
    order = {row.key: in_order(row, today) for row in rows}
    return [ahead[key] for key in sorted(found & set(ahead), key=lambda key: order[key])]
