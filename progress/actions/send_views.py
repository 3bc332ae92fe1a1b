from datetime import datetime

from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac

from courses.models import Occasion
from progress.models import Feedback
from progress.rules.feedback import MOST_AN_HOUR, not_over, takes_views, too_many

AN_HOUR = 60 * 60


def send_views(
    *, occasion: Occasion, text: str, group: str = "", address: str, now: datetime | None = None
) -> Feedback:
    """Views of whoever followed it. `address` is where they come from: it is kept nowhere; the
    cache forgets within the hour how many came from its like. Raises CannotSendViews.
    """
    now = now or timezone.now()
    if not takes_views(occasion.state, occasion.ends_on, now.astimezone(occasion.zone).date()):
        raise not_over()
    if not _count(address):
        raise too_many()
    return Feedback.objects.create(
        occasion=occasion, text=text.strip(), group=" ".join(group.split()), created_at=now
    )


def _count(address: str) -> bool:
    """Whether one more is within the limit."""
    key = f"vidare:views:{salted_hmac('progress.send_views', address).hexdigest()}"
    cache.add(key, 0, AN_HOUR)
    try:
        return cache.incr(key) <= MOST_AN_HOUR
    except ValueError:  # it expired in between
        return True
