from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from courses.models import SeatPool
from courses.rules.deadlines import first_moment
from progress.actions.fill_pool import fill_pool
from progress.models import Guarantee, Organisation
from progress.models.offers import starts_at
from progress.rules.guarantees import Kept, may_guarantee


def save_guarantee(
    *,
    pool: SeatPool,
    organisation: Organisation,
    seats: int,
    release_on: date,
    now: datetime | None = None,
) -> Guarantee:
    """Keeps seats for an organisation until the first moment of a day; or changes what is kept.

    What is kept less than before is offered to whoever waits. Raises a Refusal.
    """
    now = now or timezone.now()
    with transaction.atomic():
        touch_occasion(occasion_id=pool.venue.occasion_id)
        current = SeatPool.objects.with_offer().get(pk=pool.pk)
        occasion = current.venue.occasion
        release_at = first_moment(release_on, occasion.timezone)
        others = (
            Guarantee.objects.in_force(now)
            .filter(pool=pool)
            .exclude(organisation=organisation)
            .select_related("organisation")
        )
        refusal = may_guarantee(
            Kept(organisation.path, seats),
            others=[
                Kept(one.organisation.path, one.seats, str(one.organisation)) for one in others
            ],
            capacity=current.capacity,
            release_at=release_at,
            starts_at=starts_at(current.venue),
            zone=occasion.zone,
            now=now,
        )
        if refusal is not None:
            raise refusal
        # One that was released before stands in the same row, and is in force anew.
        guarantee, _made = Guarantee.objects.update_or_create(
            pool=pool,
            organisation=organisation,
            defaults={"seats": seats, "release_at": release_at, "released_at": None},
        )
        fill_pool(pool_id=pool.pk, now=now)
    return guarantee
