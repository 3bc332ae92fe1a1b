"""What must hold of the outbox: each message has the cause that its key names, and its person."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q, QuerySet

from progress.models import Message, Transition

# Mails of an account have a person and no other cause.
ACCOUNT_KINDS = ("confirm_address", "set_password")


def messages_have_a_cause() -> Iterator[str]:
    messages: QuerySet[Message, Any] = Message.objects.order_by("pk").values_list(
        "pk", "key", "kind", "person", "registration", "certificate"
    )
    changes = set(Transition.objects.values_list("registration", "pk"))
    for pk, key, kind, person, registration, certificate in messages.iterator():
        what, _, rest = key.partition(":")
        named = rest.split(":")
        if registration is not None:
            change = named[-1]
            if what != "registration" or named[0] != str(registration):
                yield f"message {pk} is about registration {registration}, and its key says {key}"
            elif not change.isdigit() or (registration, int(change)) not in changes:
                yield f"message {pk} tells of a change that is in no history: {key}"
        elif certificate is not None:
            if what != "certificate" or named[0] != str(certificate):
                yield f"message {pk} is about certificate {certificate}, and its key says {key}"
        elif kind not in ACCOUNT_KINDS or person is None:
            yield f"message {pk} of the kind {kind} has no cause: {key}"


def messages_reach_who_they_are_about() -> Iterator[str]:
    """A certificate outlives its person; a registration's person may be an organisation."""
    strays = Message.objects.filter(
        (Q(registration__person__isnull=False) & ~Q(person=F("registration__person")))
        | (Q(certificate__person__isnull=False) & ~Q(person=F("certificate__person")))
    )
    for pk, key in strays.order_by("pk").values_list("pk", "key"):
        yield f"message {pk} went to somebody else than its cause is about: {key}"


def what_was_sent_has_a_time() -> Iterator[str]:
    sent = Message.State.SENT
    wrong = Message.objects.filter(
        Q(state=sent, sent_at=None) | (~Q(state=sent) & Q(sent_at__isnull=False))
    )
    for pk, state in wrong.order_by("pk").values_list("pk", "state"):
        yield f"message {pk} is {state}, which does not go with the time when it was sent"
