from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet

from courses.models import Meeting, Occasion, SeatPool, Venue
from courses.rules.deadlines import closing_text, opening_text

Values = dict[str, Any]


def occasions_of(course_ids: Iterable[int]) -> dict[int, list[Occasion]]:
    """All occasions of each course, archived ones too, with all their parts."""
    found: dict[int, list[Occasion]] = defaultdict(list)
    for occasion in with_parts(Occasion.objects.filter(course_id__in=list(course_ids))):
        found[occasion.course_id].append(occasion)
    return found


def with_parts(occasions: QuerySet[Occasion]) -> QuerySet[Occasion]:
    venues = Venue.objects.order_by("sort_order", "pk").prefetch_related(
        "areas",
        Prefetch("pools", SeatPool.objects.order_by("pk")),
    )
    return occasions.order_by("sort_order", "pk").prefetch_related(
        Prefetch("venues", venues),
        Prefetch("meetings", Meeting.objects.current().order_by("sort_order", "pk")),
        "milestones",
    )


def export_occasion(*, occasion: Occasion) -> Values:
    zone = occasion.timezone
    made: Values = {
        "id": occasion.slug,
        "title": occasion.title,
        "state": occasion.state,
        "timezone": zone,
        "intake": occasion.intake,
        "applicants": occasion.applicants,
        "round": {"label": occasion.round_label},
        "note": occasion.note,
        "meetings": meetings(occasion, None),
        "venues": [
            export_venue(venue=venue, occasion=occasion)
            for venue in occasion.venues.all()
            if venue.archived_at is None
        ],
        "milestones": [
            {"label": milestone.label, "when": milestone.when}
            for milestone in occasion.milestones.all()
        ],
        "recording": occasion.recording,
    }
    if occasion.round_number is not None:
        made["round"]["number"] = occasion.round_number
    if occasion.opens_at:
        made["opens"] = opening_text(occasion.opens_at, occasion.opens_has_time, zone)
    if occasion.closes_at:
        made["closes"] = closing_text(occasion.closes_at, occasion.closes_has_time, zone)
    if occasion.answers_at:
        made["answers"] = opening_text(occasion.answers_at, occasion.answers_has_time, zone)
    return made


def export_venue(*, venue: Venue, occasion: Occasion) -> Values:
    made: Values = {
        "id": venue.slug,
        "kind": venue.kind,
        "name": venue.name,
        "places": venue.places,
        "address": venue.address,
        "areas": [area.name for area in venue.areas.all()],
        "note": venue.note,
        "join_url": venue.join_url,
        "cancelled_note": venue.cancelled_note,
        "seats": {pool.role: pool.capacity for pool in venue.pools.all()},
        "meetings": meetings(occasion, venue.pk),
    }
    if venue.cancelled_on:
        made["cancelled"] = venue.cancelled_on.isoformat()
    return made


def meetings(occasion: Occasion, venue_id: int | None) -> list[Values]:
    zone = ZoneInfo(occasion.timezone)
    return [
        _meeting(meeting, zone)
        for meeting in occasion.meetings.all()
        if meeting.venue_id == venue_id
    ]


def _meeting(meeting: Meeting, zone: ZoneInfo) -> Values:
    made: Values = {"id": meeting.slug, "title": meeting.title, "counts": meeting.counts}
    if meeting.day:
        made["day"] = meeting.day.isoformat()
    elif meeting.starts_at and meeting.ends_at:
        made["start"] = _local(meeting.starts_at, zone)
        made["end"] = _local(meeting.ends_at, zone)
    else:
        made["when"] = meeting.when
    return made


def _local(instant: datetime, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).isoformat()[:16]
