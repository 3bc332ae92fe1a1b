from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from courses.actions.create_occasions import create_venues
from courses.actions.import_words import Words
from courses.actions.set_capacity import set_capacity
from courses.actions.update_meetings import update_meetings
from courses.models import Meeting, Occasion, SeatPool, Venue
from courses.models.records import venue_has_records
from courses.rules.catalogue.canonical import ALL_COME
from courses.rules.catalogue.stored import venue_fields
from courses.signals import catalogue_left

Values = dict[str, Any]


def update_venues(*, occasion: Occasion, wanted: list[Values], words: Words) -> None:
    """Make the occasion's venues what `wanted` says, in its order. Cancellations are left."""
    known = {venue.slug: venue for venue in occasion.venues.all()}
    new, back, left = [], set(), set()
    for place, values in enumerate(wanted):
        venue = known.pop(values["id"], None)
        if venue is None:
            new.append((occasion, place, values))
            continue
        if venue.archived_at is not None:
            back.add(venue.pk)
        _write_fields(venue, values, place)
        _write_areas(venue, {words.areas[name] for name in values.get("areas", [])})
        _write_seats(venue, values.get("seats") or ALL_COME)
        update_meetings(occasion=occasion, venue=venue, wanted=values.get("meetings", []))
    create_venues(wanted=new, words=words)
    for venue in known.values():
        if venue.archived_at is None and remove_venue(venue=venue):
            left.add(venue.pk)
    _announce(occasion, left, back=False)
    _announce(occasion, back, back=True)


def remove_venue(*, venue: Venue) -> bool:
    """Delete it with its parts, or archive it where someone has a record of it: then True."""
    if venue_has_records(venue):
        Venue.objects.filter(pk=venue.pk).update(archived_at=timezone.now())
        return True
    SeatPool.objects.filter(venue=venue).delete()
    Meeting.objects.filter(venue=venue).delete()
    Venue.objects.filter(pk=venue.pk).delete()
    return False


def _announce(occasion: Occasion, venues: set[int], *, back: bool) -> None:
    """Of an occasion that was away itself, `update_occasion` tells."""
    if venues and occasion.archived_at is None:
        catalogue_left.send(sender=Venue, occasion=occasion, venues=venues, back=back)


def _write_fields(venue: Venue, values: Values, place: int) -> None:
    fields = venue_fields(values)
    Venue.objects.filter(pk=venue.pk).update(sort_order=place, archived_at=None, **fields)


def _write_areas(venue: Venue, wanted: set[int]) -> None:
    if wanted != {area.pk for area in venue.areas.all()}:
        venue.areas.set(wanted)


def _write_seats(venue: Venue, seats: Mapping[str, int | None]) -> None:
    """Raises CapacityError where someone took a seat since the file was checked."""
    capacities = {pool.role: pool.capacity for pool in venue.pools.all()}
    for role, capacity in seats.items():
        if role not in capacities or capacities[role] != capacity:
            set_capacity(venue=venue, role=role, capacity=capacity)
