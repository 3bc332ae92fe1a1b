from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils import timezone

from courses.actions.import_course import day
from courses.actions.import_meetings import import_meetings
from courses.actions.import_words import Words
from courses.models import Meeting, Occasion, SeatPool, Venue
from courses.models.records import venue_has_records
from courses.rules.catalogue.canonical import ALL_COME

Values = dict[str, Any]
FIELDS = ("kind", "name", "places", "address", "note", "join_url")
WHERE = ("name", "places", "address", "join_url")


class FewerSeatsThanTakenError(ValueError):
    """Someone took a seat while the file was being imported: nothing is changed."""


def import_venues(*, occasion: Occasion, wanted: list[Values], words: Words) -> None:
    """Make the occasion's venues what `wanted` says, in its order."""
    known = {venue.slug: venue for venue in occasion.venues.all()}
    for place, values in enumerate(wanted):
        venue = known.pop(values["id"], None)
        if venue is None:
            venue = _create(occasion, values, place)
        else:
            _update(venue, values, place)
        _write_areas(venue, {words.areas[name] for name in values.get("areas", [])})
        _write_seats(venue, values.get("seats") or ALL_COME)
        import_meetings(occasion=occasion, venue=venue, wanted=values.get("meetings", []))
    for venue in known.values():
        if venue.archived_at is None:
            remove_venue(venue=venue)


def remove_venue(*, venue: Venue) -> None:
    """Delete it with its parts, or archive it where someone has a record of it."""
    if venue_has_records(venue):
        Venue.objects.filter(pk=venue.pk).update(archived_at=timezone.now())
        return
    venue.pools.all().delete()
    venue.meetings.all().delete()
    venue.delete()


def _create(occasion: Occasion, values: Values, place: int) -> Venue:
    venue = Venue(occasion=occasion, slug=values["id"], sort_order=place, **_fields(values))
    venue.cancelled_on = day(values.get("cancelled"))
    venue.cancelled_note = values.get("cancelled_note", "")
    Venue.objects.bulk_create([venue])
    return venue


def _update(venue: Venue, values: Values, place: int) -> None:
    fields = _fields(values)
    if any(getattr(venue, name) != fields[name] for name in WHERE):
        Meeting.objects.filter(venue=venue).update(sequence=F("sequence") + 1)
    Venue.objects.filter(pk=venue.pk).update(sort_order=place, archived_at=None, **fields)


def _fields(values: Values) -> dict[str, Any]:
    return {name: values.get(name, [] if name == "places" else "") for name in FIELDS}


def _write_areas(venue: Venue, wanted: set[int]) -> None:
    if wanted != {area.pk for area in venue.areas.all()}:
        venue.areas.set(wanted)


def _write_seats(venue: Venue, seats: dict[str, int | None]) -> None:
    pools = {pool.role: pool for pool in venue.pools.all()}
    for role, capacity in seats.items():
        pool = pools.get(role)
        if pool is None:
            SeatPool.objects.bulk_create([SeatPool(venue=venue, role=role, capacity=capacity)])
        elif pool.capacity != capacity:
            room = SeatPool.objects.filter(pk=pool.pk)
            if capacity is not None:
                room = room.filter(taken__lte=capacity)
            if not room.update(capacity=capacity):
                raise FewerSeatsThanTakenError(f"{venue}: {role}")
