from datetime import datetime, timedelta

from progress.models import Save

# A device sends its saves when it has a network again: a term is the longest that we wait.
KEPT = timedelta(days=180)


def forget_saves(*, now: datetime) -> int:
    """Deletes the notes of saves that no device will send again. Says how many."""
    return Save.objects.filter(at__lte=now - KEPT).delete()[0]
