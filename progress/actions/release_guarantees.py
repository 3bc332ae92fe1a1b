from datetime import datetime
from functools import partial

from progress.actions.do_each import do_each
from progress.actions.release_guarantee import release_guarantee
from progress.models import Guarantee


def release_guarantees(*, now: datetime) -> int:
    """Gives the seats whose release date has come to whoever waits; says how many guarantees.

    The date itself decides who can register; this only offers what became free by it, once.
    """
    due = Guarantee.objects.filter(release_at__lte=now, released_at=None)
    found = list(due.select_related("pool__venue"))
    return do_each(
        deeds=(partial(release_guarantee, guarantee=guarantee, now=now) for guarantee in found),
        failed="These guarantees are not released",
    )
