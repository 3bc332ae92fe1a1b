import uuid

from django.db import connection, transaction

from progress.models import Enrolment

AT_ONCE = 500


def await_writers(*, key: uuid.UUID) -> None:
    """Returns when everybody has committed who was writing on a way through the course.

    After a publication: they may have read what was live a moment before, and what they wrote by it
    cannot be seen until then. On SQLite one writes at a time. It never waits for one way while it
    holds another: so nobody waits for it in a circle.
    """
    if not connection.features.has_select_for_update:
        return
    ways = Enrolment.objects.current().filter(translation_key=key)
    everybody = list(ways.order_by("pk").values_list("pk", flat=True))
    free = ways.select_for_update(of=("self",), no_key=True, skip_locked=True).order_by()
    held = ways.select_for_update(of=("self",), no_key=True).order_by()
    for start in range(0, len(everybody), AT_ONCE):
        some = everybody[start : start + AT_ONCE]
        with transaction.atomic():
            writing = set(some).difference(free.filter(pk__in=some).values_list("pk", flat=True))
        for way in sorted(writing):
            with transaction.atomic():
                held.filter(pk=way).values_list("pk", flat=True).first()
