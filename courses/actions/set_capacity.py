from django.db import models, transaction
from django.db.models import ProtectedError

from courses.models import SeatPool, Venue
from courses.rules.errors import RuleError, gettext_noop


class CapacityError(RuleError):
    """The seats cannot be made so few."""


def set_capacity(*, venue: Venue, role: str, capacity: int | None, offered: bool = True) -> None:
    """Give a venue this many seats for a role: none is unlimited, not offered is no pool at all.

    The update itself asks whether enough seats are free, so a seat taken meanwhile is never lost.
    """
    with transaction.atomic():
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
                        "%(taken)s seats are taken already: the capacity cannot be lower than that."
                    ),
                    taken=pool.taken,
                )


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
