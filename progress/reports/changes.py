"""Whom a change of an occasion is about."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from courses.models import Occasion, Venue
from progress.models import GroupMember, Registration
from progress.rules.lives import LIVE, SEATED

WITH_PLACE = frozenset(SEATED)
OF_ALL = frozenset(LIVE)


def people_registered(
    occasion: Occasion, states: Iterable[str], *, venue: int | None = None
) -> int:
    """How many people have a registration in one of these states: each once."""
    rows = _rows(occasion, states, venue)
    return rows.values("person").distinct().count()


def people_to_tell(occasion: Occasion, states: Iterable[str], *, venue: int | None = None) -> int:
    """The same with those who added their name to a registered group. One query."""
    rows = _rows(occasion, states, venue)
    named = GroupMember.objects.filter(registration__in=rows).order_by()
    return rows.values("person").union(named.values("person")).count()


def _rows(
    occasion: Occasion, states: Iterable[str], venue: int | None
) -> QuerySet[Registration, Registration]:
    rows = Registration.objects.filter(
        occasion=occasion, state__in=list(states), person__isnull=False
    ).order_by()
    return rows if venue is None else rows.filter(pool__venue=venue)


def venue_numbers(occasion: Occasion) -> QuerySet[Any]:
    """Its venues, each with the registrations that hold a seat, wait, or have to choose."""
    state = "pools__registrations__state"
    return (
        Venue.objects.current()
        .filter(occasion=occasion)
        .annotate(
            held=Count("pools__registrations", filter=Q(**{f"{state}__in": SEATED})),
            waiting=Count(
                "pools__registrations",
                filter=Q(**{state: "queued"}, pools__registrations__approve_by=None),
            ),
            choosing=Count("pools__registrations", filter=Q(**{state: "needs_choice"})),
        )
        .order_by("sort_order", "pk")
    )
