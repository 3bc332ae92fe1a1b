from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from courses.actions.date_occasion import date_occasion
from courses.actions.export_occasions import with_parts
from courses.actions.import_meetings import import_meetings
from courses.actions.import_venues import import_venues
from courses.actions.import_words import Words
from courses.actions.touch_occasion import touch_occasion
from courses.models import CoursePage, Milestone, Occasion, SeatPool
from courses.models.records import occasion_has_records
from courses.rules.deadlines import closing_instant, opening_instant

Values = dict[str, Any]


def import_occasions(
    *,
    course: CoursePage,
    existing: list[Occasion],
    wanted: list[Values],
    changed: set[str],
    words: Words,
) -> None:
    """Make the course's occasions those of `wanted`, in its order. `changed` are ids to write."""
    known = {occasion.slug: occasion for occasion in existing}
    for place, values in enumerate(wanted):
        occasion = known.get(values["id"])
        if occasion is None or values["id"] in changed or occasion.archived_at:
            _write(course, occasion, values, place, words)
        elif occasion.sort_order != place:
            Occasion.objects.filter(pk=occasion.pk).update(sort_order=place)
    names = {values["id"] for values in wanted}
    for occasion in existing:
        if occasion.slug not in names and occasion.archived_at is None:
            remove_occasion(occasion=occasion)


def remove_occasion(*, occasion: Occasion) -> None:
    """Delete it with its parts, or archive it where someone has a record of it."""
    touch_occasion(occasion_id=occasion.pk)
    if occasion_has_records(occasion):
        Occasion.objects.filter(pk=occasion.pk).update(archived_at=timezone.now())
        return
    SeatPool.objects.filter(venue__occasion=occasion).delete()
    occasion.meetings.all().delete()
    occasion.venues.all().delete()
    occasion.delete()


def _write(
    course: CoursePage, occasion: Occasion | None, values: Values, place: int, words: Words
) -> None:
    if occasion is None:
        occasion = Occasion(course_id=course.pk, slug=values["id"], sort_order=place)
        occasion.state = values.get("state", "open")
        _set_fields(occasion, values)
        # bulk_create sends no signals: a new row needs no look into the reference index.
        Occasion.objects.bulk_create([occasion])
    else:
        touch_occasion(occasion_id=occasion.pk)
        occasion.sort_order, occasion.archived_at = place, None
        _set_fields(occasion, values)
        occasion.save(update_fields=[*FIELDS, "sort_order", "archived_at"])
    _write_milestones(occasion, values.get("milestones", []))
    import_meetings(occasion=occasion, venue=None, wanted=values.get("meetings", []))
    import_venues(occasion=occasion, wanted=values.get("venues", []), words=words)
    date_occasion(occasion=with_parts(Occasion.objects.filter(pk=occasion.pk)).get())


FIELDS = (
    "title", "timezone", "intake", "applicants", "opens_at", "opens_has_time", "closes_at",
    "closes_has_time", "answers_at", "answers_has_time", "round_number", "round_label", "note",
    "recording",
)  # fmt: skip


def _set_fields(occasion: Occasion, values: Values) -> None:
    zone, rounds = values["timezone"], values.get("round", {})
    occasion.title = values.get("title", "")
    occasion.timezone = zone
    occasion.intake = values.get("intake", "direct")
    occasion.applicants = values.get("applicants", "person")
    occasion.opens_at, occasion.opens_has_time = _instant(values.get("opens"), zone)
    occasion.answers_at, occasion.answers_has_time = _instant(values.get("answers"), zone)
    occasion.closes_at, occasion.closes_has_time = _instant(
        values.get("closes"), zone, closing=True
    )
    occasion.round_number = rounds.get("number")
    occasion.round_label = rounds.get("label", "")
    occasion.note = values.get("note", "")
    occasion.recording = values.get("recording", "")


def _instant(text: str | None, zone: str, closing: bool = False) -> tuple[datetime | None, bool]:
    if not text:
        return None, False
    return (closing_instant if closing else opening_instant)(text, zone), "T" in text


def _write_milestones(occasion: Occasion, wanted: list[Values]) -> None:
    rows = list(occasion.milestones.order_by("sort_order", "pk"))
    if [(row.label, row.when) for row in rows] == [(m["label"], m["when"]) for m in wanted]:
        return
    occasion.milestones.all().delete()
    Milestone.objects.bulk_create(
        Milestone(
            occasion=occasion, label=milestone["label"], when=milestone["when"], sort_order=place
        )
        for place, milestone in enumerate(wanted)
    )
