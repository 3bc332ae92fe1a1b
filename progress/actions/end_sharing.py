from collections.abc import Iterable
from uuid import UUID

from progress.models import Enrolment, SharedReflection


def end_sharing(*, course_key: UUID, people: Iterable[int]) -> None:
    """Who leads these people, by their ids, is other than it was: they shared with somebody they
    knew, so each of them says anew what the next one may read.

    In the caller's transaction, after it has changed that. Who shares at the same moment holds
    their enrolment: they are waited for here, or find the change.
    """
    ways = Enrolment.objects.filter(translation_key=course_key, person__in=list(people))
    held = list(ways.order_by("pk").select_for_update().values_list("pk", flat=True))
    SharedReflection.objects.filter(enrolment__in=held).delete()
