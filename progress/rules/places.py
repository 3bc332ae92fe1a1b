"""Who may take a place, and who may give it back: said once, for page, form and action alike."""

from __future__ import annotations

from datetime import datetime

from courses.rules.errors import gettext_noop
from progress.rules.lives import LIVE
from progress.rules.offers import Offer, Refusal
from progress.rules.why_not import (
    for_the_invited,
    no_queue,
    not_by_oneself,
    not_in_time,
    not_offered,
    not_running,
    of_other_kind,
    seated_elsewhere,
    too_few_seats,
    wrong_number,
)


def may_register(
    offer: Offer,
    *,
    now: datetime,
    headcount: int = 1,
    group_name: str = "",
    seated_at: str = "",
) -> Refusal | None:
    """`seated_at` names the venue of the same occasion where the person has a seat already."""
    return (
        is_open(offer, now=now)
        or seated_elsewhere(seated_at)
        or wrong_number(offer, headcount, group_name)
        or too_few_seats(offer, headcount)
    )


def may_ask(
    offer: Offer, *, now: datetime, headcount: int = 1, group_name: str = "", seated_at: str = ""
) -> Refusal | None:
    """To be approved: whoever says yes decides on a seat, so that none is asked for here."""
    return (
        is_open(offer, now=now)
        or seated_elsewhere(seated_at)
        or wrong_number(offer, headcount, group_name)
    )


def may_wait(
    offer: Offer, *, now: datetime, headcount: int = 1, group_name: str = ""
) -> Refusal | None:
    """For a seat where there is none. One may wait here and have a seat at another venue."""
    return (
        is_open(offer, now=now)
        or wrong_number(offer, headcount, group_name)
        or no_queue(offer, now, headcount)
    )


def may_be_added(
    offer: Offer, *, headcount: int = 1, group_name: str = "", seated_at: str = ""
) -> Refusal | None:
    """By the organiser's hand: after the deadline too, and on the day itself."""
    return (
        not_offered(offer)
        or seated_elsewhere(seated_at)
        or wrong_number(offer, headcount, group_name)
        or too_few_seats(offer, headcount)
    )


def may_move(
    offer: Offer, *, now: datetime, headcount: int, group_name: str = "", is_invited: bool = False
) -> Refusal | None:
    """To these seats, of who has a place or has to choose anew: no deadline holds for them.

    `is_invited`: they have a seat that the organiser gave, or are given this one.
    """
    return (
        not_running(offer, now)
        or (for_the_invited(offer) if offer.given and not is_invited else None)
        or of_other_kind(offer, headcount, group_name)
        or too_few_seats(offer, headcount)
    )


def may_accept(
    state: str, hold_until: datetime | None, offer: Offer, *, now: datetime
) -> Refusal | None:
    if state != "offered" or hold_until is None:
        return Refusal("not_offered", gettext_noop("There is no offer to accept here any more."))
    if now >= hold_until:
        return Refusal(
            "lapsed", gettext_noop("The offer has lapsed: the seat goes to the next in the queue.")
        )
    return not_offered(offer)


def may_be_approved(
    state: str, approve_by: datetime | None, offer: Offer, *, yes: bool, now: datetime
) -> Refusal | None:
    """A no is possible as long as it waits; a yes as long as there is something to say yes to."""
    if state != "queued" or approve_by is None:
        return Refusal("decided", gettext_noop("This has been answered already."))
    if now >= approve_by:
        return Refusal("lapsed", gettext_noop("This request has lapsed."))
    return not_running(offer, now) if yes else None


def may_hand_over(state: str, offer: Offer, *, now: datetime) -> Refusal | None:
    """To a colleague: until its day, or else until it begins."""
    if state != "confirmed":
        return Refusal("no_place", gettext_noop("Only a place that you have can be handed over."))
    refusal = not_running(offer, now)
    if refusal is not None:
        return refusal
    last = offer.hands_over
    if offer.hand_over_until is not None and last is not None and now >= offer.hand_over_until:
        return Refusal(
            "too_late_to_hand_over",
            gettext_noop("Places could be handed over until %(moment)s."),
            moment=last,
        )
    if offer.has_begun(now):
        return Refusal("begun", gettext_noop("This has begun."))
    return None


def has_seat_already(seat: str) -> Refusal:
    """Said of somebody else, to whom a seat was to be given."""
    return Refusal(
        "has_seat", gettext_noop("That person already has a place here: %(venue)s."), venue=seat
    )


def no_room(offer: Offer, headcount: int) -> bool:
    return too_few_seats(offer, headcount) is not None


def is_open(offer: Offer, *, now: datetime) -> Refusal | None:
    """Whether anyone at all may register, whatever seats there are."""
    return not_running(offer, now) or not_in_time(offer, now) or not_by_oneself(offer)


def has_room(offer: Offer, *, now: datetime) -> Refusal | None:
    """Whether somebody, alone or with a group, can register as things are."""
    return is_open(offer, now=now) or too_few_seats(offer, 1)


def may_withdraw(state: str, offer: Offer, *, now: datetime) -> Refusal | None:
    if state not in LIVE:
        return Refusal.not_live()
    if offer.is_over(now):
        return Refusal("past", gettext_noop("This is over."))
    return None


def may_answer(state: str, offer: Offer, *, now: datetime) -> Refusal | None:
    """What the organiser asks: for as long as the place can be given back."""
    return may_withdraw(state, offer, now=now)
