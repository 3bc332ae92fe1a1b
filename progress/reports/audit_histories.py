"""What must hold of the history of each registration: whole, lawful, and told of."""

from collections.abc import Iterator
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat

from progress.models import Message, Registration, State, Transition
from progress.models.accounts import email_field
from progress.rules.lives import NEXT

# What people must be told of a change, wherever it is made: an offer or a no that nobody heard of
# harms most. Other changes are told of by the mail about another one, where there are several.
ALWAYS_TOLD = {
    State.OFFERED: ("offered",),
    State.LAPSED: ("offer_lapsed", "approval_lapsed"),
    State.REJECTED: ("rejected",),
}


def histories_are_unbroken() -> Iterator[str]:
    """Each change begins where the one before it ended, and the last one ended where it is now."""
    changes = (
        Transition.objects.order_by("registration", "pk")
        .values_list("registration", "registration__state", "from_state", "to_state")
        .iterator()
    )
    for (pk, now), history in groupby(changes, key=lambda change: change[:2]):
        state = ""
        for _pk, _now, before, after in history:
            if before != state:
                yield f"registration {pk} goes from “{before}” where it was “{state}”"
            state = after
        if state != now:
            yield f"registration {pk} is {now}, and its history ends with {state}"
    without = Registration.objects.filter(transitions=None).order_by("pk")
    for pk in without.values_list("pk", flat=True):
        yield f"registration {pk} has no history"


def histories_end_where_the_place_is() -> Iterator[str]:
    """The last change names the pool that the registration is in."""
    last = Transition.objects.filter(registration=OuterRef("pk")).order_by("-pk").values("pool")[:1]
    strays = Registration.objects.annotate(last=Subquery(last)).exclude(last=None)
    for pk, pool, ended in (
        strays.exclude(pool=F("last")).order_by("pk").values_list("pk", "pool", "last")
    ):
        yield f"registration {pk} is in pool {pool}, and its history ends in pool {ended}"


def changes_are_of_their_occasion() -> Iterator[str]:
    """Each names seats, and they are of the occasion."""
    strays = Transition.objects.exclude(pool__venue__occasion=F("registration__occasion"))
    for pk, registration, pool in strays.order_by("pk").values_list("pk", "registration", "pool"):
        where = "no pool" if pool is None else f"pool {pool}, which is of another occasion"
        yield f"change {pk} of registration {registration} names {where}"


def changes_follow_the_rules() -> Iterator[str]:
    """None comes back to life, and none begins with an offer."""
    lawful = Q(pk__in=[])
    for before, states in NEXT.items():
        lawful |= Q(from_state=before, to_state__in=states)
    for pk, registration, before, after in (
        Transition.objects.exclude(lawful)
        .order_by("pk")
        .values_list("pk", "registration", "from_state", "to_state")
    ):
        yield f"change {pk} of registration {registration} goes from “{before}” to “{after}”"


def queues_keep_their_order() -> Iterator[str]:
    """Somebody's place in a queue is of the moment of the first line of their history."""
    first = Transition.objects.filter(registration=OuterRef("pk")).order_by("pk").values("at")[:1]
    moved = Registration.objects.annotate(began=Subquery(first)).exclude(created_at=F("began"))
    for pk, created_at, began in (
        moved.exclude(began=None).order_by("pk").values_list("pk", "created_at", "began")
    ):
        yield (
            f"registration {pk} says that it was made {created_at.isoformat()}, and its history "
            f"begins {began.isoformat()}"
        )


def whom_it_concerns_was_told() -> Iterator[str]:
    """Of each offer, of each that lapsed and of each no there is a message, where there is an
    address."""
    for state, kinds in ALWAYS_TOLD.items():
        told = Message.objects.filter(
            registration=OuterRef("registration"),
            kind__in=kinds,
            key__endswith=Concat(Value(":"), Cast(OuterRef("pk"), CharField())),
        )
        untold = (
            Transition.objects.filter(~Exists(told), to_state=state)
            .exclude(registration__person=None)
            .exclude(**{f"registration__person__{email_field()}": ""})
        )
        for pk, registration in untold.order_by("pk").values_list("pk", "registration"):
            yield f"change {pk} of registration {registration} to {state} was told to nobody"
