"""The occasions whose desk somebody may go to."""

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from courses.models import Occasion, OccasionState
from progress.models import OccasionStaff
from progress.models.accounts import Person
from progress.reports.tables import Column
from progress.rules.lives import SEATED
from progress.rules.people import spellings


def _name(occasion: Any) -> str:
    return ": ".join(filter(None, (occasion.course.title, occasion.title)))


COLUMNS: tuple[Column[Any], ...] = (
    Column("occasion", _("Occasion"), _name, width=50),
    Column("date", _("Date"), lambda occasion: occasion.begins_on),
    Column("last", _("Last day"), lambda occasion: occasion.ends_on),
    Column("state", _("State"), lambda occasion: occasion.get_state_display(), width=20),
    Column("people", _("Participants"), lambda occasion: occasion.people, is_number=True),
)
# On the page the last day stands beside the first.
HEADS = tuple(column for column in COLUMNS if column.key != "last")
SORTED_BY = {
    "occasion": (Lower("course__title"), Lower("title")),
    "date": (F("begins_on"),),
    "state": (F("state"),),
    "people": (F("people"),),
}


def desks(
    person: Person, today: date, *, every: bool, past: bool, search: str, sort: str = ""
) -> QuerySet[Any]:
    """Those that a person leads, or every one; the next one first, of those that were the last,
    where nothing else is asked for: “-people” is the other way round.

    Each with `people`, how many have a seat in it.
    """
    is_past = Q(ends_on__lt=today) & ~Q(state=OccasionState.POSTPONED)
    current = Occasion.objects.current()
    occasions = current.filter(is_past) if past else current.exclude(is_past)
    if not every:
        occasions = occasions.filter(
            pk__in=OccasionStaff.objects.filter(person=person).values("occasion")
        )
    for word in search.split()[:5]:
        named = Q()
        for spelling in spellings(word):
            named |= Q(title__icontains=spelling) | Q(course__title__icontains=spelling)
        occasions = occasions.filter(named)
    first = F("begins_on").desc(nulls_last=True) if past else F("begins_on").asc(nulls_last=True)
    return (
        occasions.select_related("course")
        .defer("course__body")
        .annotate(
            people=Sum(
                "registrations__headcount",
                filter=Q(registrations__state__in=SEATED),
                default=0,
            )
        )
        .order_by(*_order(sort), first, "pk")
    )


def _order(sort: str) -> list[Any]:
    fields: tuple[Any, ...] = SORTED_BY.get(sort.removeprefix("-"), ())
    if sort.startswith("-"):
        return [one.desc(nulls_last=True) for one in fields]
    return [one.asc(nulls_last=True) for one in fields]
