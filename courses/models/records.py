"""Whether anything outside the catalogue holds on to a part of it."""

from collections.abc import Iterable

from django.db import models
from django.db.models.deletion import Collector, ProtectedError

from courses.models.modules import ModulePage
from courses.models.occasions import Meeting, Milestone, Occasion, Venue
from courses.models.seats import SeatPool

PARTS = (Occasion, Venue, Meeting, Milestone, SeatPool)


def occasion_has_records(occasion: Occasion) -> bool:
    return _held(
        occasion,
        *occasion.venues.all(),
        *occasion.meetings.all(),
        *SeatPool.objects.filter(venue__occasion=occasion),
    )


def venue_has_records(venue: Venue) -> bool:
    return _held(venue, *venue.meetings.all(), *venue.pools.all())


def meeting_has_records(meeting: Meeting) -> bool:
    return _held(meeting)


def module_has_records(module: ModulePage) -> bool:
    """In whichever language: a record may hang on the module's translation."""
    return _held(*ModulePage.objects.filter(translation_key=module.translation_key))


def _held(*objects: models.Model) -> bool:
    return any(not isinstance(holder, PARTS) for thing in objects for holder in _holders(thing))


def _holders(thing: models.Model) -> Iterable[models.Model]:
    """What would forbid the deletion. Nothing is deleted: it is only asked."""
    try:
        Collector(using=thing._state.db or "default").collect([thing])
    except ProtectedError as error:
        return error.protected_objects
    return ()
