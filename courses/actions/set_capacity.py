from django.db import models, transaction
from django.db.models import ProtectedError

from courses.actions.touch_occasion import touch_occasion
from courses.models import SeatPool, Venue
from courses.rules.errors import RuleError, gettext_noop
from courses.signals import seats_changed


class CapacityError(RuleError):
    """The seats cannot be made so few."""


def set_capacity(*, venue: Venue, role: str, capacity: int | None, offered: bool = True) -> None:
    """Give a venue this many seats for a role: none is unlimited, not offered is no pool at all.

    The update itself asks whether enough seats are free, so a seat taken meanwhile is never lost.
    The occasion is touched before any pool, as by everyone: the other order could deadlock.
    """
    with transaction.atomic():
        touch_occasion(occasion_id=venue.occasion_id)
        pool, created = SeatPool.objects.get_or_create(
            venue=venue, role=role, defaults={"capacity": capacity}
        )
        if not offered:
            _close(pool)
        elif not created:
            fits = models.Q() if capacity is None else models.Q(taken__lte=capacity)
            if not SeatPool.objects.filter(fits, pk=pool.pk).update(capacity=capacity):
                pool.refresh_from_db(fields=["taken"])
                raise CapacityError(
                    "fewer_than_taken",
                    gettext_noop(
                        "Seats taken already: %(taken)s. The capacity cannot be lower than that."
                    ),
                    taken=pool.taken,
                )
        if offered and (created or _is_more(capacity, pool.capacity)):
            seats_changed.send(sender=SeatPool, occasion_id=venue.occasion_id)


def _is_more(capacity: int | None, than: int | None) -> bool:
    return than is not None and (capacity is None or capacity > than)


def _close(pool: SeatPool) -> None:
    try:
        with transaction.atomic():
            pool.delete()
    except ProtectedError as error:
        raise CapacityError(
            "has_registrations",
            gettext_noop(
                "People have registered in this role. "
                "Set the seats to the number taken (%(taken)s) to take no more."
            ),
            taken=pool.taken,
        ) from error
