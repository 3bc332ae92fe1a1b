"""A tour's gatherings for the county of the one who reads: one query, if any is meant for one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from courses.models.areas import Area
from courses.models.choices import VenueKind
from courses.reports.schedule_lines import OccasionLine, Schedule
from courses.rules.occasion_status import OccasionStatus


@dataclass
class TourAreas:
    """`lines` are those to show; where the county has none, they are open to everyone."""

    met: list[str]  # the areas that a gathering is meant for
    others: list[str]
    asked: str
    lines: list[OccasionLine]
    has_none: bool = False


def read_tour_areas(schedule: Schedule, asked: str) -> TourAreas:
    """Areas are offered as they were when the tour was: a county that was split keeps its name.

    What an address asks beyond them is not asked at all.
    """
    if not schedule.has_areas:
        return TourAreas([], [], "", schedule.occasions)
    met = {name for line in schedule.occasions for name in areas_of(line)}
    others = {name for name in _valid(*_days(schedule)) if name not in met}
    choice = TourAreas(
        sorted(met, key=str.casefold), sorted(others, key=str.casefold), "", schedule.occasions
    )
    if asked not in met | others:
        return choice
    choice.asked = asked
    choice.lines = [line for line in schedule.occasions if asked in areas_of(line)]
    if not any(_runs(line) for line in choice.lines):
        choice.has_none = True
        choice.lines += [
            line
            for line in schedule.occasions
            if line not in choice.lines and _runs(line) and _is_for_everyone(line)
        ]
    return choice


def areas_of(line: OccasionLine) -> list[str]:
    return [name for venue in line.venues for name in venue.areas]


def _runs(line: OccasionLine) -> bool:
    off = (OccasionStatus.CANCELLED, OccasionStatus.POSTPONED)
    return line.status not in off and bool(line.running or not line.venues)


def _is_for_everyone(line: OccasionLine) -> bool:
    """Online, or meant for no area of its own."""
    return not areas_of(line) or any(venue.venue.kind == VenueKind.ONLINE for venue in line.running)


def _days(schedule: Schedule) -> tuple[date | None, date | None]:
    begins = [line.occasion.begins_on for line in schedule.occasions if line.occasion.begins_on]
    ends = [line.occasion.ends_on for line in schedule.occasions if line.occasion.ends_on]
    return min(begins, default=None), max(ends, default=None)


def _valid(first: date | None, last: date | None) -> list[str]:
    """On any of these days; where there are none, whenever."""
    wanted = Q()
    if first is not None and last is not None:
        wanted = Q(Q(valid_from=None) | Q(valid_from__lte=last)) & Q(
            Q(valid_to=None) | Q(valid_to__gt=first)
        )
    return list(Area.objects.filter(wanted).values_list("name", flat=True))
