from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from progress.actions.change_place import change_place
from progress.actions.fill_pool import fill_pool
from progress.actions.leave_places import leave_places
from progress.actions.open_place import open_place
from progress.actions.tell_of_place import tell_of_place
from progress.actions.write_about_place import write_about_place
from progress.models import (
    GroupMember,
    Membership,
    Organisation,
    Registration,
    State,
    Transition,
)
from progress.models.accounts import Person
from progress.models.entries import invitation
from progress.models.offers import offer_of, starts_at
from progress.rules.offers import Refusal
from progress.rules.places import has_seat_already, may_hand_over
from progress.rules.reasons import HANDED_A_SEAT, HANDED_OVER, HANDED_TO_COLLEAGUE, with_more


def hand_over(
    *,
    registration: Registration,
    to: Person,
    by: Person | None = None,
    now: datetime | None = None,
) -> Registration:
    """Gives the seat to a colleague, past the queue; answers with the colleague's registration.

    Raises a Refusal: too late, or the colleague has a seat in the occasion already. Whether the two
    are colleagues is for who opens the door to ask.
    """
    now = now or timezone.now()
    with transaction.atomic():
        touch_occasion(occasion_id=registration.occasion_id)
        current = Registration.objects.with_place().select_related("person").get(pk=registration.pk)
        pool = current.pool
        offer = offer_of(pool, starts_at=starts_at(pool.venue))
        refusal = may_hand_over(current.state, offer, now=now) or _refuse(current, to)
        if refusal is not None:
            raise refusal
        by = by or current.person
        others = Registration.objects.live().with_place().select_related("person")
        left = leave_places(
            places=others.filter(person=to, occasion=current.occasion_id),
            by=by,
            now=now,
            why=HANDED_A_SEAT,
        )
        gone = change_place(
            registration=current, to=State.WITHDRAWN, by=by, now=now, why=HANDED_TO_COLLEAGUE
        )
        change = open_place(
            person=to,
            pool=pool,
            state=State.CONFIRMED,
            by=by,
            now=now,
            why=with_more(HANDED_OVER, f"registration {current.pk}"),
            headcount=current.headcount,
            group_name=current.group_name,
            workplace=_workplace(to, current, now),
        )
        by_other = by is not None and by.pk != current.person_id
        tell_of_place(kind="handed_over", transition=gone, now=now, words={"by_other": by_other})
        theirs = _carry_members(current, change, now) if current.group_name else ""
        write_about_place(kind="registered", transition=change, now=now, more_calendar=theirs)
        for pool_id in left.freed:
            fill_pool(pool_id=pool_id, now=now)
    return change.registration


def _carry_members(old: Registration, change: Transition, now: datetime) -> str:
    """The names in a group go with it, and each is told; the old ones stay with what is over.

    Who has the group now is none of its members; answers with what takes the entries that they had
    as one out of their calendar.
    """
    theirs = ""
    for member in old.group_members.select_related("person__profile").order_by("pk"):
        was_told = member.person_id != old.person_id
        gone = invitation(old, method="CANCEL", now=now, member=member) if was_told else ""
        if member.person_id == change.registration.person_id:
            theirs = gone
            continue
        carried = GroupMember.objects.create(
            registration=change.registration, person=member.person, joined_at=member.joined_at
        )
        write_about_place(
            kind="joined", transition=change, member=carried, now=now, more_calendar=gone
        )
    return theirs


def _refuse(current: Registration, to: Person) -> Refusal | None:
    seat = (
        Registration.objects.confirmed()
        .filter(person=to, occasion=current.occasion_id)
        .select_related("pool__venue")
        .first()
    )
    return has_seat_already(str(seat.pool)) if seat is not None else None


def _workplace(to: Person, current: Registration, now: datetime) -> Organisation | None:
    """The giver's, where the colleague works there too; else where they work."""
    where = list(
        Membership.objects.valid_on(now.date())
        .filter(person=to)
        .select_related("organisation")
        .order_by("-role", "pk")
    )
    same = [one for one in where if one.organisation_id == current.workplace_id]
    return next((one.organisation for one in [*same, *where]), None)
