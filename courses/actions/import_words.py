"""The names that courses share: organisers, topics, areas, priority areas, steering documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from courses.models import Area, Organiser, PriorityArea, SteeringDocument, Topic

Values = dict[str, Any]


@dataclass(frozen=True)
class Words:
    organisers: dict[str, int]
    topics: dict[str, int]
    priority_areas: dict[str, int]
    areas: dict[str, int]
    steering: dict[tuple[str, str, str], int]


def import_words(*, courses: Iterable[Values]) -> Words:
    """Find every name that the courses use, and make those that are missing."""
    courses = list(courses)
    venues = [
        venue
        for course in courses
        for occasion in course.get("occasions", ())
        for venue in occasion.get("venues", ())
    ]
    return Words(
        organisers=_named(Organiser, _all(courses, "organisers")),
        topics=_named(Topic, _all(courses, "topics")),
        priority_areas=_named(PriorityArea, _all(courses, "priority_areas")),
        areas=_named(Area, _all(venues, "areas")),
        steering=_steering(
            steering_key(document)
            for course in courses
            for document in course.get("steering_documents", ())
        ),
    )


def steering_key(document: Values) -> tuple[str, str, str]:
    return document["title"], document.get("years", ""), document.get("url", "")


def _all(things: Iterable[Values], key: str) -> list[str]:
    return list(dict.fromkeys(name for thing in things for name in thing.get(key, ())))


def _named(model: type[Any], names: list[str]) -> dict[str, int]:
    if not names:
        return {}
    found = dict(model.objects.filter(name__in=names).values_list("name", "pk"))
    for name in names:
        if name not in found:
            found[name] = model.objects.create(name=name).pk
    return found


def _steering(keys: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], int]:
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return {}
    rows = SteeringDocument.objects.filter(title__in={title for title, _years, _url in wanted})
    found = {(row.title, row.years, row.url): row.pk for row in rows}
    for title, years, url in wanted:
        if (title, years, url) not in found:
            made = SteeringDocument.objects.create(title=title, years=years, url=url)
            found[title, years, url] = made.pk
    return found
