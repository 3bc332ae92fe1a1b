from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction
from django.utils import timezone

from courses.models import CoursePage, Meeting, Venue
from progress.actions.send_batch import send_messages
from progress.actions.send_message import send_message
from progress.models import MailText, Message
from progress.models.times import Times

AT_ONCE = 100


@dataclass
class Gathered:
    """Messages of one cause, unsaved, for `record_messages`; and what they have in common, which is
    read once."""

    messages: list[Message] = field(default_factory=list)
    _times: dict[int, Times] = field(default_factory=dict)
    _words: dict[tuple[int, str, str], str] = field(default_factory=dict)
    _meetings: dict[tuple[int, tuple[int, ...]], list[Meeting]] = field(default_factory=dict)

    def times(self, venue: Venue) -> Times:
        return self._times.setdefault(venue.pk, Times(venue))

    def own_words(self, course: CoursePage, kind: str, language: str) -> str:
        key = (course.pk, kind, language)
        if key not in self._words:
            found = MailText.objects.words(course=course, kind=kind, language=language)
            self._words[key] = found
        return self._words[key]

    def meetings(self, occasion_id: int, wanted: Sequence[int]) -> list[Meeting]:
        """These of an occasion, called off or not."""
        key = (occasion_id, tuple(wanted))
        if key not in self._meetings:
            found = Meeting.objects.filter(occasion=occasion_id, pk__in=wanted)
            self._meetings[key] = list(found)
        return self._meetings[key]


def record_messages(*, messages: Sequence[Message]) -> None:
    """Puts them into the outbox, in the transaction of what they tell of; they are sent after it.

    Each hundred is one query and one task: to hand a thousand to the workers one by one takes long.
    What is recorded together has one moment, by which it is known as one mailing. A key that is
    there already is an IntegrityError.
    """
    at = timezone.now()
    for message in messages:
        message.created_at = at
    for start in range(0, len(messages), AT_ONCE):
        some = Message.objects.bulk_create(messages[start : start + AT_ONCE])
        if len(some) == 1:
            transaction.on_commit(partial(send_message.enqueue, some[0].pk))
        else:
            transaction.on_commit(partial(send_messages.enqueue, [one.pk for one in some]))
