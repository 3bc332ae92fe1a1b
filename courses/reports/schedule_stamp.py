"""Whether what a dated course's page says of its occasions is still so."""

from datetime import datetime

from django.db.models import CharField, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone

from courses.models import Occasion
from courses.reports.outline import Joined
from courses.rules.next_turn import next_turn


def schedule_stamp() -> Coalesce:
    """Other after each change of an occasion of the queried course, and each registration there:
    all of them go by the touch of the occasion."""
    marks = (
        Occasion.objects.of(OuterRef("translation_key"))
        .order_by()
        .annotate(
            mark=Concat(
                Cast("pk", CharField()),
                Value(":"),
                Cast("lock_version", CharField()),
                Value("."),
                Cast("edit_version", CharField()),
                output_field=CharField(),
            ),
            one=Value(1),
        )
        .values("one")
        .annotate(stamp=Joined("mark"))
        .values("stamp")
    )
    return Coalesce(Subquery(marks), Value(""), output_field=TextField())


def holds_until(translation_key: object, now: datetime | None = None) -> datetime:
    """Until when it is so without any change: a deadline passes, or a day."""
    now = now or timezone.now()
    moments: list[datetime] = []
    zones = set()
    for zone, *times in (
        Occasion.objects.current()
        .of(translation_key)
        .values_list("timezone", "opens_at", "closes_at", "answers_at")
    ):
        zones.add(zone)
        moments += [time for time in times if time is not None]
    return next_turn(now, moments=moments, zones=zones)
