import uuid

from django.db import connection, transaction

from progress.models import Enrolment

AT_ONCE = 500


def await_writers(*, key: uuid.UUID) -> None:
    """Returns when everybody has committed who was writing on a way through the course.

    After a publication: they may have read what was live a moment before, and what they wrote by it
    cannot be seen until then. On SQLite one writes at a time.
    """
    if not connection.features.has_select_for_update:
        return
    last = 0
    while True:
        with transaction.atomic():
            rows = Enrolment.objects.current().select_for_update(of=("self",), no_key=True)
            found = list(
                rows.filter(translation_key=key, pk__gt=last)
                .order_by("pk")
                .values_list("pk", flat=True)[:AT_ONCE]
            )
        if len(found) < AT_ONCE:
            return
        last = found[-1]
