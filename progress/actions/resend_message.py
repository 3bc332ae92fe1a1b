from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from progress.actions.send_message import send_message
from progress.models import Message
from progress.models.accounts import Person

State = Message.State
RESENT = "progress.resend_message"  # as Wagtail's log calls it


def resend_message(*, message: Message, by: Person, now: datetime | None = None) -> Message:
    """Lets a failed message wait again, with all its tries before it; who did it is in the log.

    One that has not failed is left as it is.
    """
    now = now or timezone.now()
    with transaction.atomic():
        changed = (
            Message.objects.failed()
            .filter(pk=message.pk)
            .update(state=State.WAITING, attempts=0, next_try_at=now)
        )
        message.refresh_from_db()
        if changed:
            log(instance=message, action=RESENT, user=by)
            transaction.on_commit(partial(send_message.enqueue, message.pk))
    return message
