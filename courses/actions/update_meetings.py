from __future__ import annotations

from typing import Any

from courses.models import Meeting, Occasion, Venue
from courses.rules.catalogue.merging import name_in
from courses.rules.catalogue.stored import meeting_fields

Values = dict[str, Any]
TIMES = ("when", "day", "starts_at", "ends_at")


def update_meetings(*, occasion: Occasion, venue: Venue | None, wanted: list[Values]) -> None:
    """Make the meetings of a venue, or those that all venues share, what `wanted` says.

    A meeting keeps its uid by its id, or by its place; its sequence rises when its time changes.
    """
    rows = Meeting.objects.filter(occasion=occasion, venue=venue).order_by("sort_order", "pk")
    known = {row.slug or str(place + 1): row for place, row in enumerate(rows)}
    new = []
    for place, values in enumerate(wanted):
        row = known.pop(name_in(values, place), None)
        fields = meeting_fields(values, occasion.timezone) | {"sort_order": place}
        if row is None:
            new.append(Meeting(occasion=occasion, venue=venue, **fields))
        elif any(getattr(row, name) != value for name, value in fields.items()):
            if any(getattr(row, name) != fields[name] for name in (*TIMES, "title")):
                fields["sequence"] = row.sequence + 1
            Meeting.objects.filter(pk=row.pk).update(**fields)
    if known:
        Meeting.objects.filter(pk__in=[row.pk for row in known.values()]).delete()
    Meeting.objects.bulk_create(new)
