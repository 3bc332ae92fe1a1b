from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from courses.models import Meeting, Milestone, Occasion, SeatPool, Venue
from courses.models.records import occasion_has_records
from courses.signals import catalogue_left


def settle_occasions(*, existing: list[Occasion], names: list[str]) -> None:
    """Take away what `names` lacks, and put the rest in its order.

    An occasion is deleted with its parts, or archived where someone has a record of it; that is
    announced, and changes nobody's place.
    """
    places = {name: place for place, name in enumerate(names)}
    for occasion in existing:
        place = places.get(occasion.slug)
        if place is None and occasion.archived_at is None:
            _remove(occasion)
        elif place is not None and place != occasion.sort_order:
            Occasion.objects.filter(pk=occasion.pk).update(sort_order=place)


def _remove(occasion: Occasion) -> None:
    touch_occasion(occasion_id=occasion.pk)
    if occasion_has_records(occasion):
        Occasion.objects.filter(pk=occasion.pk).update(archived_at=timezone.now())
        occasion.refresh_from_db(fields=["archived_at", "lock_version"])
        catalogue_left.send(sender=Occasion, occasion=occasion, venues=set(), back=False)
        return
    SeatPool.objects.filter(venue__occasion=occasion).delete()
    for part in (Meeting, Venue, Milestone):
        part.objects.filter(occasion=occasion).delete()
    Occasion.objects.filter(pk=occasion.pk).delete()
