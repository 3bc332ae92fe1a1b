"""What a dated course's page says of places: in each occasion's row, and beside the course.

Two queries for the whole page, however many occasions it has; one for a visitor not signed in.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from courses.models import DatedCoursePage, Occasion, SeatPool
from progress.models import Registration, State
from progress.models.offers import offer_of
from progress.rules.offers import Refusal
from progress.rules.places import has_room, is_open
from progress.views.roles import roles_here


@dataclass
class OccasionPlaces:
    """`refusal` is set where nobody can register; `full` where somebody could, were there seats;
    `queues` where one can wait for them."""

    occasion: Occasion
    pools: list[SeatPool] = field(default_factory=list)
    mine: list[Registration] = field(default_factory=list)
    refusal: Refusal | None = None
    full: bool = False
    queues: bool = False

    @property
    def has_place(self) -> bool:
        return any(registration.state == State.CONFIRMED for registration in self.mine)


def occasion_row(
    request: HttpRequest, page: Any, occasion: Occasion, **extra: Any
) -> SafeString | str:
    places = _places_of(request, page).get(occasion.pk)
    if places is None:
        return ""
    manages = request.user.is_authenticated and roles_here(request).manages
    context = {"places": places, "page": page, "manages": manages}
    return render_to_string("progress/slots/occasion_row.html", context, request)


def course_aside(request: HttpRequest, page: Any, **extra: Any) -> SafeString | str:
    """One's own places; else, where there is but one occasion to register for, the way there."""
    if not isinstance(page, DatedCoursePage):
        return ""
    places = list(_places_of(request, page).values())
    mine = [registration for each in places for registration in each.mine]
    only = places[0] if len(places) == 1 and not places[0].refusal else None
    if not mine and only is None:
        return ""
    has_place = any(each.has_place for each in places)
    context = {"mine": mine, "has_place": has_place, "places": only, "page": page}
    return render_to_string("progress/slots/course_aside.html", context, request)


def _places_of(request: HttpRequest, page: Any) -> dict[int, OccasionPlaces]:
    """Read once for a request, for all the slots of the page."""
    kept = request.__dict__.setdefault("_vidare_places", {})
    if page.translation_key not in kept:
        kept[page.translation_key] = _read(request, page)
    return kept[page.translation_key]


def _read(request: HttpRequest, page: Any) -> dict[int, OccasionPlaces]:
    found: dict[int, OccasionPlaces] = {}
    pools = SeatPool.objects.with_offer().filter(
        venue__occasion__course__translation_key=page.translation_key,
        venue__occasion__archived_at=None,
        venue__archived_at=None,
    )
    for pool in pools.order_by("venue__occasion__begins_on", "venue__occasion", "pk"):
        occasion = pool.venue.occasion
        found.setdefault(occasion.pk, OccasionPlaces(occasion)).pools.append(pool)
    now = timezone.now()
    for places in found.values():
        offers = [offer_of(pool) for pool in places.pools]
        reasons = [is_open(offer, now=now) for offer in offers]
        places.refusal = reasons[0] if all(reasons) else None
        places.full = places.refusal is None and all(
            has_room(offer, now=now) is not None and offer.intake == "direct" for offer in offers
        )
        places.queues = places.full and any(
            offer.waiting_list and offer.capacity for offer in offers
        )
    if request.user.is_authenticated and found:
        mine = defaultdict(list)
        for registration in _mine(request, found):
            mine[registration.occasion_id].append(registration)
        for occasion_id, registrations in mine.items():
            found[occasion_id].mine = registrations
    return found


def _mine(request: HttpRequest, found: dict[int, OccasionPlaces]) -> Any:
    return (
        Registration.objects.live()
        .numbered()
        .filter(person=request.user.pk, occasion__in=found)
        .select_related("pool__venue")
    )
