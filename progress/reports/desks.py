"""The occasions whose desk somebody may go to."""

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from courses.models import Occasion, OccasionState
from progress.models import OccasionStaff
from progress.models.accounts import Person
from progress.rules.lives import SEATED
from progress.rules.people import spellings


def desks(person: Person, today: date, *, every: bool, past: bool, search: str) -> QuerySet[Any]:
    """Those that a person leads, or every one; the next one first, of those that were the last.

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
        .order_by(first, "pk")
    )
