from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from progress.models import Letter
from progress.models.accounts import Person
from progress.rules.letters import was_sent

CALLED_OFF = "progress.call_off_letter"  # as Wagtail's log calls it


def call_off_letter(*, letter: Letter, by: Person, now: datetime | None = None) -> Letter:
    """Keeps a letter from being sent; who did it is in the log. Raises CannotCallOffLetter.

    Done twice, it changes nothing the second time.
    """
    now = now or timezone.now()
    with transaction.atomic():
        called_off = Letter.objects.filter(pk=letter.pk, sent_at=None, cancelled_at=None).update(
            cancelled_at=now
        )
        letter.refresh_from_db()
        if letter.sent_at is not None:
            raise was_sent()
        if called_off:
            log(instance=letter, action=CALLED_OFF, user=by)
    return letter
