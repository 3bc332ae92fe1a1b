from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from courses.actions.import_words import Words
from courses.models import Meeting, Milestone, Occasion, SeatPool, Venue
from courses.rules.catalogue.canonical import ALL_COME
from courses.rules.catalogue.stored import (
    dates_of,
    day_of,
    meeting_fields,
    occasion_fields,
    venue_fields,
)

Values = dict[str, Any]


def create_occasions(*, wanted: Iterable[tuple[int, int, Values]], words: Words) -> None:
    """New occasions, each given with its course's key and its place among the course's occasions.

    In bulk, which sends no signals: a new row needs no look into the reference index.
    """
    occasions = []
    parts: list[tuple[Occasion, Values]] = []
    for course, place, values in wanted:
        occasion = Occasion(course_id=course, slug=values["id"], sort_order=place)
        occasion.state = values.get("state", "open")
        occasion.begins_on, occasion.ends_on = dates_of(values)
        for name, value in occasion_fields(values).items():
            setattr(occasion, name, value)
        occasions.append(occasion)
        parts.append((occasion, values))
    Occasion.objects.bulk_create(occasions)
    Milestone.objects.bulk_create(
        Milestone(occasion=occasion, sort_order=place, **milestone)
        for occasion, values in parts
        for place, milestone in enumerate(values.get("milestones", ()))
    )
    create_meetings(wanted=[(occasion, None, values) for occasion, values in parts])
    create_venues(
        wanted=[
            (occasion, place, venue)
            for occasion, values in parts
            for place, venue in enumerate(values.get("venues", ()))
        ],
        words=words,
    )


def create_venues(*, wanted: list[tuple[Occasion, int, Values]], words: Words) -> None:
    """New venues, each with its place among those of its occasion."""
    venues = [
        Venue(
            occasion=occasion,
            slug=values["id"],
            sort_order=place,
            cancelled_on=day_of(values.get("cancelled")),
            cancelled_note=values.get("cancelled_note", ""),
            **venue_fields(values),
        )
        for occasion, place, values in wanted
    ]
    Venue.objects.bulk_create(venues)
    made = [(venue, values) for venue, (_o, _p, values) in zip(venues, wanted, strict=True)]
    SeatPool.objects.bulk_create(
        SeatPool(venue=venue, role=role, capacity=capacity)
        for venue, values in made
        for role, capacity in (values.get("seats") or ALL_COME).items()
    )
    Venue.areas.through.objects.bulk_create(
        Venue.areas.through(venue_id=venue.pk, area_id=words.areas[name])
        for venue, values in made
        for name in values.get("areas", ())
    )
    create_meetings(wanted=[(venue.occasion, venue, values) for venue, values in made])


def create_meetings(*, wanted: list[tuple[Occasion, Venue | None, Values]]) -> None:
    Meeting.objects.bulk_create(
        Meeting(
            occasion=occasion,
            venue=venue,
            sort_order=place,
            **meeting_fields(meeting, occasion.timezone),
        )
        for occasion, venue, values in wanted
        for place, meeting in enumerate(values.get("meetings", ()))
    )
