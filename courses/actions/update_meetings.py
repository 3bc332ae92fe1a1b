from __future__ import annotations

from typing import Any

from courses.actions.remove_meetings import remove_meetings
from courses.models import Meeting, Occasion, Venue
from courses.rules.catalogue.merging import name_in
from courses.rules.catalogue.stored import meeting_fields

Values = dict[str, Any]


def update_meetings(*, occasion: Occasion, venue: Venue | None, wanted: list[Values]) -> None:
    """Make the meetings of a venue, or those that all venues share, what `wanted` says.

    A meeting keeps its uid by its id, or by its place. One that was called off comes back by its
    id alone.
    """
    rows = Meeting.objects.filter(occasion=occasion, venue=venue).order_by("sort_order", "pk")
    current = [row for row in rows if row.cancelled_at is None]
    called_off = {row.slug: row for row in rows if row.cancelled_at and row.slug}
    known = {row.slug or str(place + 1): row for place, row in enumerate(current)}
    new = []
    for place, values in enumerate(wanted):
        row = known.pop(name_in(values, place), None) or called_off.get(values.get("id", ""))
        fields = meeting_fields(values, occasion.timezone)
        fields |= {"sort_order": place, "cancelled_at": None}
        if row is None:
            new.append(Meeting(occasion=occasion, venue=venue, **fields))
        elif any(getattr(row, name) != value for name, value in fields.items()):
            Meeting.objects.filter(pk=row.pk).update(**fields)
    remove_meetings(occasion_id=occasion.pk, meetings=known.values())
    Meeting.objects.bulk_create(new)
