from __future__ import annotations

from datetime import datetime
from typing import Any

from courses.actions.import_course import day
from courses.models import Meeting, Occasion, Venue
from courses.rules.catalogue.merging import name_in
from courses.rules.deadlines import local_instant

Values = dict[str, Any]
TIMES = ("when", "day", "starts_at", "ends_at")
FIELDS = (*TIMES, "slug", "title", "counts", "sort_order")


def import_meetings(*, occasion: Occasion, venue: Venue | None, wanted: list[Values]) -> None:
    """Make the meetings of a venue, or those that all venues share, what `wanted` says.

    A meeting keeps its uid by its id, or by its place; its sequence rises when its time changes.
    """
    rows = Meeting.objects.filter(occasion=occasion, venue=venue).order_by("sort_order", "pk")
    known = {row.slug or str(place + 1): row for place, row in enumerate(rows)}
    new = []
    for place, values in enumerate(wanted):
        row = known.pop(name_in(values, place), None)
        fields = _fields(values, occasion.timezone) | {"sort_order": place}
        if row is None:
            new.append(Meeting(occasion=occasion, venue=venue, **fields))
        elif any(getattr(row, name) != value for name, value in fields.items()):
            if any(getattr(row, name) != fields[name] for name in (*TIMES, "title")):
                fields["sequence"] = row.sequence + 1
            Meeting.objects.filter(pk=row.pk).update(**fields)
    if known:
        Meeting.objects.filter(pk__in=[row.pk for row in known.values()]).delete()
    Meeting.objects.bulk_create(new)


def _fields(values: Values, zone: str) -> dict[str, Any]:
    start, end = values.get("start"), values.get("end")
    return {
        "slug": values.get("id", ""),
        "when": values.get("when", ""),
        "day": day(values.get("day")),
        "starts_at": local_instant(datetime.fromisoformat(start), zone) if start else None,
        "ends_at": local_instant(datetime.fromisoformat(end), zone, later=True) if end else None,
        "title": values.get("title", ""),
        "counts": values.get("counts", True),
    }
