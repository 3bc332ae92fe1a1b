"""What must hold of the outbox: each message has the cause that its key names, and its person."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from progress.models import GroupMember, Message, State, Transition
from progress.rules.mail_kinds import TO_APPROVERS

# Mails of an account have a person and no other cause.
ACCOUNT_KINDS = ("confirm_address", "set_password")

# What a registration became when its person, or who has to say yes, is told this.
SAYS = {
    "registered": State.CONFIRMED,
    "approved": State.CONFIRMED,
    "moved": State.CONFIRMED,
    "queued": State.QUEUED,
    "asked": State.QUEUED,
    "approval_asked": State.QUEUED,
    "approval_reminder": State.QUEUED,
    "offered": State.OFFERED,
    "needs_choice": State.NEEDS_CHOICE,
    "rejected": State.REJECTED,
    "offer_lapsed": State.LAPSED,
    "approval_lapsed": State.LAPSED,
    "withdrawn": State.WITHDRAWN,
    "handed_over": State.WITHDRAWN,
    "cancelled": State.CANCELLED,
}


def messages_have_a_cause() -> Iterator[str]:
    """A message about a registration has the key of a change of it, of a change of its occasion, or
    of a letter: "registration:<its id>:<kind>:…:<change>", "occasion:<id>:<kind>:<version>:<its
    id>", "letter:<id>:<its id>". To a member of a registered group, ":member:<id>" stands before
    the last part. One about what is handed in has "submission:<its id>:<kind>"."""
    messages: QuerySet[Message, Any] = Message.objects.order_by("pk").values_list(
        "pk", "key", "kind", "person", "registration", "certificate", "submission"
    )
    changes = set(Transition.objects.values_list("registration", "pk"))
    for pk, key, kind, person, registration, certificate, submission in messages.iterator():
        what, _, rest = key.partition(":")
        named = rest.split(":")
        if registration is not None and what == "registration":
            change = named[-1]
            if named[0] != str(registration):
                yield f"message {pk} is about registration {registration}, and its key says {key}"
            elif not change.isdigit() or (registration, int(change)) not in changes:
                yield f"message {pk} tells of a change that is in no history: {key}"
        elif registration is not None:
            if what not in ("occasion", "letter") or named[-1] != str(registration):
                yield f"message {pk} is about registration {registration}, and its key says {key}"
        elif certificate is not None:
            if what != "certificate" or named[0] != str(certificate):
                yield f"message {pk} is about certificate {certificate}, and its key says {key}"
        elif submission is not None:
            if what != "submission" or named[0] != str(submission):
                yield f"message {pk} is about submission {submission}, and its key says {key}"
        elif kind not in (*ACCOUNT_KINDS, "group_started", "group_handed_over") or person is None:
            yield f"message {pk} of the kind {kind} has no cause: {key}"


def messages_say_what_happened() -> Iterator[str]:
    """A message about a change of a registration is of the kind that its key names, and says what
    the registration became by it."""
    became = dict(Transition.objects.values_list("pk", "to_state"))
    told = Message.objects.filter(key__startswith="registration:").order_by("pk")
    for pk, key, kind in told.values_list("pk", "key", "kind").iterator():
        named = key.split(":")
        state = became.get(int(named[-1])) if named[-1].isdecimal() else None
        if named[2:3] != [kind]:
            yield f"message {pk} is of the kind {kind}, and its key says {key}"
        elif state is not None and kind in SAYS and SAYS[kind] != state:
            yield f"message {pk} of the kind {kind} tells of a change to {state}: {key}"


def messages_are_of_their_occasion() -> Iterator[str]:
    """The occasion that changed, or that the letter was to, is the one of the registration."""
    told = Message.objects.filter(Q(key__startswith="occasion:") | Q(key__startswith="letter:"))
    for pk, key, occasion, letter, of_letter in (
        told.order_by("pk")
        .values_list("pk", "key", "registration__occasion", "letter", "letter__occasion")
        .iterator()
    ):
        what, named = key.split(":")[:2]
        if what == "occasion" and named != str(occasion):
            yield f"message {pk} is about an occasion that the registration is not of: {key}"
        elif what == "letter" and named != str(letter):
            yield f"message {pk} is of letter {letter}, and its key says {key}"
        elif what == "letter" and of_letter != occasion:
            yield f"message {pk} is of a letter to another occasion: {key}"
    for pk, key in (
        Message.objects.filter(letter__isnull=False)
        .exclude(key__startswith="letter:")
        .values_list("pk", "key")
    ):
        yield f"message {pk} is of a letter, and its key says {key}"


def letters_are_sent_once() -> Iterator[str]:
    """To each person one message at most; of a letter that was not sent, to nobody."""
    of_letters = Message.objects.filter(letter__isnull=False)
    twice = (
        of_letters.order_by("letter", "person")
        .values_list("letter", "person")
        .annotate(number=Count("pk"))
        .filter(number__gt=1)
    )
    for letter, person, number in twice:
        yield f"letter {letter} was written to person {person} {number} times"
    unsent = of_letters.filter(letter__sent_at=None).order_by("letter")
    for letter in unsent.values_list("letter", flat=True).distinct():
        yield f"letter {letter} was not sent, and somebody got it"


def messages_reach_who_they_are_about() -> Iterator[str]:
    """A certificate outlives its person; a registration's person may be an organisation. Who is
    asked to approve is somebody else than who asks. Who added their name to a registered group is
    told of it by a key of their own, and whoever registered it never is."""
    is_the_person = Q(person=F("registration__person"))
    to_a_member = Q(key__contains=":member:")
    to_approvers = Q(kind__in=TO_APPROVERS)
    strays = Message.objects.filter(
        (Q(registration__person__isnull=False) & ~to_approvers & ~to_a_member & ~is_the_person)
        | (to_a_member & is_the_person)
        | (to_approvers & is_the_person)
        | (Q(certificate__person__isnull=False) & ~Q(person=F("certificate__person")))
    )
    for pk, key in strays.order_by("pk").values_list("pk", "key"):
        yield f"message {pk} went to somebody else than its cause is about: {key}"
    of_groups = Message.objects.filter(to_a_member)
    members = set(GroupMember.objects.values_list("pk", "registration", "person"))
    members |= {
        (int(named), registration, person)
        for key, registration, person in of_groups.filter(kind="group_left").values_list(
            "key", "registration", "person"
        )
        if (named := _member_in(key)).isdigit()
    }
    for pk, key, registration, person in of_groups.order_by("pk").values_list(
        "pk", "key", "registration", "person"
    ):
        named = _member_in(key)
        if not named.isdigit() or (int(named), registration, person) not in members:
            yield f"message {pk} went to nobody of the group that its key names: {key}"


def who_left_a_group_was_in_it_and_is_no_more() -> Iterator[str]:
    """The mail about it is all that is left of a name in a registered group: no other mail to that
    name says that it was somebody else's."""
    left: dict[str, tuple[int, int, int]] = {}
    there = {str(pk) for pk in GroupMember.objects.values_list("pk", flat=True)}
    to_members = Message.objects.filter(key__contains=":member:").order_by("pk")
    found = to_members.values_list("pk", "key", "registration", "person")
    for pk, key, registration, person in found.filter(kind="group_left"):
        named = _member_in(key)
        if named in there:
            yield f"message {pk} says that somebody left a group who is in it: {key}"
        elif named in left:
            yield f"message {pk} says again that somebody left a group: {key}"
        else:
            left[named] = (pk, registration, person)
    for pk, key, registration, person in found:
        at = left.get(_member_in(key))
        if at is not None and at[1:] != (registration, person):
            yield f"message {pk} and message {at[0]} are to one name in a group, of two people"


def _member_in(key: str) -> str:
    return key.partition(":member:")[2].split(":")[0]


def what_was_sent_has_a_time() -> Iterator[str]:
    sent = Message.State.SENT
    wrong = Message.objects.filter(
        Q(state=sent, sent_at=None) | (~Q(state=sent) & Q(sent_at__isnull=False))
    )
    for pk, state in wrong.order_by("pk").values_list("pk", "state"):
        yield f"message {pk} is {state}, which does not go with the time when it was sent"
