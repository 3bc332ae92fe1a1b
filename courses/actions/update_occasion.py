from __future__ import annotations

from typing import Any

from django.db.models import F

from courses.actions.announce_changes import announce_changes
from courses.actions.import_words import Words
from courses.actions.update_meetings import update_meetings
from courses.actions.update_venues import update_venues
from courses.models import Milestone, Occasion
from courses.rules.catalogue.stored import dates_of, occasion_fields
from courses.signals import catalogue_left

Values = dict[str, Any]


def update_occasion(*, occasion: Occasion, values: Values, place: int, words: Words) -> None:
    """Make the occasion and its parts what `values` say. Its state is the site's own."""
    begins_on, ends_on = dates_of(values)
    fields = occasion_fields(values) | {
        "sort_order": place,
        "archived_at": None,
        "begins_on": begins_on,
        "ends_on": ends_on,
        "edit_version": F("edit_version") + 1,
    }
    with announce_changes(occasion_id=occasion.pk):
        Occasion.objects.filter(pk=occasion.pk).update(**fields)
        occasion.timezone = fields["timezone"]
        _write_milestones(occasion, values.get("milestones", []))
        update_meetings(occasion=occasion, venue=None, wanted=values.get("meetings", []))
        update_venues(occasion=occasion, wanted=values.get("venues", []), words=words)
        if occasion.archived_at is not None:
            occasion.refresh_from_db(fields=["archived_at", "ends_on"])
            catalogue_left.send(sender=Occasion, occasion=occasion, venues=set(), back=True)


def _write_milestones(occasion: Occasion, wanted: list[Values]) -> None:
    rows = list(occasion.milestones.all())
    if [(row.label, row.when) for row in rows] == [(m["label"], m["when"]) for m in wanted]:
        return
    Milestone.objects.filter(occasion=occasion).delete()
    Milestone.objects.bulk_create(
        Milestone(occasion=occasion, sort_order=place, **milestone)
        for place, milestone in enumerate(wanted)
    )
