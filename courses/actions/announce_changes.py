from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import F

from courses.actions.touch_occasion import touch_occasion
from courses.models import Meeting, Occasion, Venue
from courses.rules.changes import MeetingThen, OccasionThen, VenueThen, compare, counts_otherwise
from courses.signals import hours_changed, occasion_changed


@contextmanager
def announce_changes(*, occasion_id: int, by: Any = None) -> Iterator[None]:
    """Around a change of an occasion, its meetings and venues: tells once what people must know.

    One transaction, and the touch first. SEQUENCE of a calendar entry rises on a new time, a new
    place or a cancellation, and on nothing else (RFC 5545, 3.8.7.4).
    """
    with transaction.atomic():
        touch_occasion(occasion_id=occasion_id)
        before = _read(occasion_id)
        yield
        after = _read(occasion_id)
        if counts_otherwise(before, after):
            hours_changed.send(sender=Occasion, occasion_id=occasion_id)
        changes = compare(before, after)
        if not changes:
            return
        # A meeting that is back must outrank the cancellation that was sent; a new one begins at 0.
        back = changes.added & before.meetings.keys()
        _raise(Meeting, changes.moved | changes.called_off | back)
        _raise(Venue, changes.venues)
        occasion = Occasion.objects.select_related("course").get(pk=occasion_id)
        occasion_changed.send(sender=Occasion, occasion=occasion, changes=changes, by=by)


def _read(occasion_id: int) -> OccasionThen:
    meetings = Meeting.objects.filter(occasion=occasion_id)
    venues = Venue.objects.filter(occasion=occasion_id)
    return OccasionThen(
        {
            meeting.pk: MeetingThen(
                meeting.venue_id,
                meeting.when,
                meeting.day,
                meeting.starts_at,
                meeting.ends_at,
                meeting.cancelled_at is not None,
                meeting.length if meeting.counts else 0,
            )
            for meeting in meetings
        },
        {
            key: VenueThen(kind, name, tuple(places), address, join_url)
            for key, kind, name, places, address, join_url in venues.values_list(
                "pk", "kind", "name", "places", "address", "join_url"
            )
        },
    )


def _raise(model: type[Meeting] | type[Venue], keys: set[int]) -> None:
    if keys:
        model._default_manager.filter(pk__in=keys).update(sequence=F("sequence") + 1)
