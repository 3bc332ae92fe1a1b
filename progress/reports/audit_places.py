"""What must hold of pools and of who is registered there, as things stand."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from courses.models import OccasionState, SeatPool
from progress.actions.change_place import SENSITIVE
from progress.actions.fill_pool import whose_turn
from progress.models import ParticipantAnswer, Registration, State
from progress.models.offers import starts_at
from progress.rules.lives import SEATED


def seats_taken_are_seats_held() -> Iterator[str]:
    held = Coalesce(
        Sum(
            "registrations__headcount", filter=Q(registrations__state__in=("offered", "confirmed"))
        ),
        0,
    )
    pools = SeatPool.objects.annotate(held=held).exclude(taken=F("held"))
    for pk, taken, counted in pools.order_by("pk").values_list("pk", "taken", "held"):
        yield f"pool {pk} says that {taken} seats are taken, and its registrations hold {counted}"


def no_pool_is_oversold() -> Iterator[str]:
    pools = SeatPool.objects.filter(taken__gt=F("capacity")).order_by("pk")
    for pk, taken, capacity in pools.values_list("pk", "taken", "capacity"):
        yield f"pool {pk} has {capacity} seats, and {taken} are taken"


def one_live_registration_in_a_pool() -> Iterator[str]:
    yield from _several(Registration.objects.live(), "pool", "live registrations")


def one_seat_in_an_occasion() -> Iterator[str]:
    yield from _several(Registration.objects.confirmed(), "occasion", "confirmed seats")


def _several(registrations: QuerySet[Registration], where: str, what: str) -> Iterator[str]:
    for who in ("person", "organisation"):
        rows = (
            registrations.exclude(**{who: None})
            .order_by(who, where)
            .values_list(who, where)
            .annotate(number=Count("pk"))
            .filter(number__gt=1)
        )
        for one, place, number in rows:
            yield f"{who} {one} has {number} {what} in {where} {place}"


def pools_are_of_their_occasion() -> Iterator[str]:
    strays = Registration.objects.exclude(occasion=F("pool__venue__occasion")).order_by("pk")
    for pk, pool, occasion in strays.values_list("pk", "pool", "occasion"):
        yield f"registration {pk} is in occasion {occasion}, and its pool {pool} in another"


def an_offer_has_an_end() -> Iterator[str]:
    wrong = Registration.objects.filter(
        Q(state=State.OFFERED, hold_until=None)
        | (~Q(state=State.OFFERED) & Q(hold_until__isnull=False))
    )
    for pk, state in wrong.order_by("pk").values_list("pk", "state"):
        yield f"registration {pk} is {state}, which does not go with its end of an offer"


def only_who_queues_waits_for_a_yes() -> Iterator[str]:
    wrong = Registration.objects.filter(approve_by__isnull=False).exclude(state=State.QUEUED)
    for pk, state in wrong.order_by("pk").values_list("pk", "state"):
        yield f"registration {pk} is {state}, and waits to be approved"


def offers_end_before_it_begins() -> Iterator[str]:
    offered = Registration.objects.filter(state=State.OFFERED).with_place().order_by("pk")
    beginning_of = cache(starts_at)
    for registration in offered:
        begins = beginning_of(registration.pool.venue)
        until = registration.hold_until
        if begins is not None and until is not None and until > begins:
            yield f"registration {registration.pk} is offered a seat until after the beginning"


def requests_end_before_it_begins() -> Iterator[str]:
    """But for those of whoever asked when it had begun."""
    asked = Registration.objects.filter(approve_by__isnull=False).with_place().order_by("pk")
    beginning_of = cache(starts_at)
    for registration in asked:
        begins = beginning_of(registration.pool.venue)
        until = registration.approve_by
        if begins is not None and until is not None and registration.created_at < begins < until:
            yield f"registration {registration.pk} waits for a yes until after the beginning"


def no_seat_stands_idle(now: datetime) -> Iterator[str]:
    """Whoever can have a seat now was offered it in the transaction that freed it."""
    pools = Registration.objects.waiting().order_by("pool").values_list("pool", flat=True)
    for pool_id in pools.distinct():
        for one in whose_turn(pool_id=pool_id, now=now)[0]:
            yield f"pool {pool_id} has a seat for registration {one.pk}, which waits"


def cancelled_venues_hold_nobody() -> Iterator[str]:
    held = Registration.objects.filter(
        Q(state__in=(*SEATED, State.QUEUED)), pool__venue__cancelled_on__isnull=False
    )
    for pk, state in held.order_by("pk").values_list("pk", "state"):
        yield f"registration {pk} is {state} at a venue that is cancelled"


def cancelled_occasions_hold_nobody() -> Iterator[str]:
    held = Registration.objects.live().filter(occasion__state=OccasionState.CANCELLED)
    for pk, state in held.order_by("pk").values_list("pk", "state"):
        yield f"registration {pk} is {state} in an occasion that is cancelled"


def several_people_are_a_group() -> Iterator[str]:
    """Which has a name, and no more people by name than it has seats."""
    nameless = Registration.objects.filter(headcount__gt=1, group_name="").order_by("pk")
    for pk, headcount in nameless.values_list("pk", "headcount"):
        yield f"registration {pk} is of {headcount} people, and of no group"
    named = Registration.objects.annotate(named=Count("group_members")).filter(named__gt=0)
    for pk, headcount, name, members in named.order_by("pk").values_list(
        "pk", "headcount", "group_name", "named"
    ):
        if not name:
            yield f"registration {pk} has {members} people by name, and is of no group"
        elif members > headcount:
            yield f"registration {pk} is of {headcount} people, and {members} stand there by name"


def who_left_has_left_no_needs() -> Iterator[str]:
    kept = ParticipantAnswer.objects.filter(kind__in=SENSITIVE)
    left = kept.exclude(registration__in=Registration.objects.live())
    for pk, registration in left.order_by("pk").values_list("pk", "registration"):
        yield f"answer {pk} says what somebody needs, and registration {registration} has ended"
