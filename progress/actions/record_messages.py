from collections.abc import Sequence
from functools import partial

from django.db import transaction

from progress.actions.send_batch import send_messages
from progress.actions.send_message import send_message
from progress.models import Message

AT_ONCE = 100


def record_messages(*, messages: Sequence[Message]) -> None:
    """Puts them into the outbox, in the transaction of what they tell of; they are sent after it.

    Each hundred is one query and one task: to hand a thousand to the workers one by one takes long.
    A key that is there already is an IntegrityError.
    """
    for start in range(0, len(messages), AT_ONCE):
        some = Message.objects.bulk_create(messages[start : start + AT_ONCE])
        if len(some) == 1:
            transaction.on_commit(partial(send_message.enqueue, some[0].pk))
        else:
            transaction.on_commit(partial(send_messages.enqueue, [one.pk for one in some]))
