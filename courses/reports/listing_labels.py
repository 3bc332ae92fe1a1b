"""What the catalogue's cards and its form say of courses: topics, organisers, areas, months."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Coalesce

from courses.models.areas import Area
from courses.models.choices import Audience
from courses.models.occasions import Occasion
from courses.models.organisers import CourseOrganiser
from courses.models.pages import CoursePage, CourseTopic
from courses.models.steering import CoursePriority
from courses.reports.cards import Card

Label = tuple[int, str, str, str]  # course, what, key, words


@dataclass
class Choices:
    """What the form offers: only what at least one listed course has; of areas, all."""

    topics: list[tuple[str, str]] = field(default_factory=list)
    priorities: list[str] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    audiences: list[tuple[str, str]] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    months: list[str] = field(default_factory=list)


def read_labels(today: date) -> list[Label]:
    """One query: topics, organisers, priority areas and months, and every area there is."""
    empty = Value(0)

    def rows(queryset: Any, page: Any, what: str, key: Any, words: Any) -> Any:
        return queryset.order_by().values_list(
            page,
            Value(what, CharField()),
            Cast(key, CharField()),
            Cast(words, CharField()),
        )

    listed = CoursePage.objects.listed().order_by().values("pk")
    topics = CourseTopic.objects.filter(content_object__in=listed)
    organisers = CourseOrganiser.objects.filter(page__in=listed)
    priorities = CoursePriority.objects.filter(page__in=listed)
    ahead = Occasion.objects.current().filter(
        ends_on__gte=today,
        course__translation_key__in=CoursePage.objects.listed()
        .order_by()
        .values("translation_key"),
    )
    union = rows(topics, "content_object_id", "topic", "tag__slug", "tag__name").union(
        rows(organisers, "page_id", "organiser", "sort_order", "organiser__name"),
        rows(priorities, "page_id", "priority", "sort_order", "area__name"),
        rows(ahead, "course_id", "month", Coalesce("begins_on", "ends_on"), "ends_on"),
        rows(Area.objects.all(), empty, "area", "name", "name"),
    )
    return sorted(union, key=lambda row: (row[0], row[1], (row[2] or "").zfill(9), row[3]))


def with_labels(cards: list[Card], labels: list[Label]) -> list[Card]:
    by_page: dict[int, list[tuple[str, str]]] = {}
    for page, what, _key, words in labels:
        by_page.setdefault(page, []).append((what, words))
    for card in cards:
        mine = by_page.get(card.pk, [])
        card.topics = [words for what, words in mine if what == "topic"]
        card.organisers = [words for what, words in mine if what == "organiser"]
        card.priorities = [words for what, words in mine if what == "priority"]
    return cards


def choices(
    labels: list[Label], *, audiences: Collection[str], languages: Collection[str]
) -> Choices:
    """Of the labels of all that is listed; audiences and languages are those of what is."""

    def those(what: str) -> list[tuple[str, str]]:
        found = {(key, words) for _page, kind, key, words in labels if kind == what}
        return sorted(found, key=lambda pair: pair[1].casefold())

    return Choices(
        topics=those("topic"),
        priorities=sorted({words for _key, words in those("priority")}, key=str.casefold),
        areas=[words for _key, words in those("area")],
        audiences=[(a.value, str(a.label)) for a in Audience if a.value in audiences],
        languages=sorted(languages),
        months=sorted({key[:7] for key, _words in those("month")}),
    )
