"""Who may take a place, and who may give it back: said once, for page, form and action alike."""

from __future__ import annotations

from datetime import datetime

from courses.rules.errors import gettext_noop
from progress.rules.lives import LIVE
from progress.rules.offers import Day, Offer, Refusal


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
        or _seated(seated_at)
        or _headcount(offer, headcount, group_name)
        or _seats(offer, headcount)
    )


def may_ask(
    offer: Offer, *, now: datetime, headcount: int = 1, group_name: str = "", seated_at: str = ""
) -> Refusal | None:
    """To be approved: whoever says yes decides on a seat, so that none is asked for here."""
    return is_open(offer, now=now) or _seated(seated_at) or _headcount(offer, headcount, group_name)


def may_wait(
    offer: Offer, *, now: datetime, headcount: int = 1, group_name: str = ""
) -> Refusal | None:
    """For a seat where there is none. One may wait here and have a seat at another venue."""
    return (
        is_open(offer, now=now)
        or _headcount(offer, headcount, group_name)
        or _queues(offer, now, headcount)
    )


def may_be_added(
    offer: Offer, *, headcount: int = 1, group_name: str = "", seated_at: str = ""
) -> Refusal | None:
    """By the organiser's hand: after the deadline too, and on the day itself."""
    return (
        _offered(offer)
        or _seated(seated_at)
        or _headcount(offer, headcount, group_name)
        or _seats(offer, headcount)
    )


def may_move(
    offer: Offer, *, now: datetime, headcount: int, group_name: str = "", is_invited: bool = False
) -> Refusal | None:
    """To these seats, of who has a place or has to choose anew: no deadline holds for them.

    `is_invited`: they have a seat that the organiser gave, or are given this one.
    """
    return (
        _running(offer, now)
        or (_invited(offer) if offer.given and not is_invited else None)
        or of_other_kind(offer, headcount, group_name)
        or _seats(offer, headcount)
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
    return _offered(offer)


def may_be_approved(
    state: str, approve_by: datetime | None, offer: Offer, *, yes: bool, now: datetime
) -> Refusal | None:
    """A no is possible as long as it waits; a yes as long as there is something to say yes to."""
    if state != "queued" or approve_by is None:
        return Refusal("decided", gettext_noop("This has been answered already."))
    if now >= approve_by:
        return Refusal("lapsed", gettext_noop("This request has lapsed."))
    return _running(offer, now) if yes else None


def may_hand_over(state: str, offer: Offer, *, now: datetime) -> Refusal | None:
    """To a colleague: until its day, or else until it begins."""
    if state != "confirmed":
        return Refusal("no_place", gettext_noop("Only a place that you have can be handed over."))
    refusal = _running(offer, now)
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
    return _seats(offer, headcount) is not None


def is_open(offer: Offer, *, now: datetime) -> Refusal | None:
    """Whether anyone at all may register, whatever seats there are."""
    return _running(offer, now) or _in_time(offer, now) or _intake(offer)


def has_room(offer: Offer, *, now: datetime) -> Refusal | None:
    """Whether somebody, alone or with a group, can register as things are."""
    return is_open(offer, now=now) or _seats(offer, 1)


def may_withdraw(state: str, offer: Offer, *, now: datetime) -> Refusal | None:
    if state not in LIVE:
        return Refusal.not_live()
    if offer.is_over(now):
        return Refusal("past", gettext_noop("This is over."))
    return None


def may_answer(state: str, offer: Offer, *, now: datetime) -> Refusal | None:
    """What the organiser asks: for as long as the place can be given back."""
    return may_withdraw(state, offer, now=now)


def _running(offer: Offer, now: datetime) -> Refusal | None:
    refusal = _offered(offer)
    if refusal is not None:
        return refusal
    if offer.is_over(now):
        return Refusal("past", gettext_noop("This is over."))
    if offer.state == "postponed":
        return Refusal(
            "postponed",
            gettext_noop("This is postponed. Registration opens again when there is a new date."),
        )
    return None


def _offered(offer: Offer) -> Refusal | None:
    """Neither taken out of the catalogue nor called off."""
    if offer.archived:
        return Refusal("archived", gettext_noop("This is no longer offered."))
    if offer.state == "cancelled":
        return Refusal("cancelled", gettext_noop("This is cancelled."))
    if offer.venue_cancelled_on is not None:
        return Refusal(
            "venue_cancelled",
            gettext_noop("This venue was cancelled on %(day)s."),
            day=Day(offer.venue_cancelled_on),
        )
    return None


def _in_time(offer: Offer, now: datetime) -> Refusal | None:
    opens, closes = offer.opens, offer.closes
    if offer.opens_at is not None and opens is not None and now < offer.opens_at:
        return Refusal(
            "not_open_yet", gettext_noop("Registration opens on %(moment)s."), moment=opens
        )
    if offer.state == "announced":
        return Refusal("announced", gettext_noop("Registration has not opened yet."))
    if offer.closes_at is not None and now >= offer.closes_at:
        if offer.contact:
            return Refusal(
                "closed",
                gettext_noop(
                    "Registration closed on %(moment)s. If you are late, ask %(contact)s."
                ),
                moment=closes,
                contact=offer.contact,
            )
        return Refusal("closed", gettext_noop("Registration closed on %(moment)s."), moment=closes)
    if offer.state == "closed":
        return Refusal("closed", gettext_noop("Registration is closed."))
    return None


def _intake(offer: Offer) -> Refusal | None:
    if offer.invited_only or offer.given:
        return _invited(offer)
    if offer.intake == "application" or offer.applicants == "organisation":
        return _written(
            offer,
            "application",
            gettext_noop("Places are given by application."),
            gettext_noop("Places are given by application. To apply, write to %(contact)s."),
        )
    return None


def _invited(offer: Offer) -> Refusal:
    return _written(
        offer,
        "invited_only",
        gettext_noop("Only those who are invited can register."),
        gettext_noop("Only those who are invited can register. Questions: %(contact)s."),
    )


def _written(offer: Offer, code: str, plain: str, with_contact: str) -> Refusal:
    if offer.contact:
        return Refusal(code, with_contact, contact=offer.contact)
    return Refusal(code, plain)


def _seated(seated_at: str) -> Refusal | None:
    if not seated_at:
        return None
    return Refusal(
        "seated_elsewhere",
        gettext_noop(
            "You already have a place here: %(venue)s. Withdraw from it first to choose another."
        ),
        venue=seated_at,
    )


def _queues(offer: Offer, now: datetime, headcount: int) -> Refusal | None:
    if not offer.waiting_list:
        return Refusal("no_waiting_list", gettext_noop("Full, and there is no waiting list."))
    if offer.has_begun(now):
        return Refusal("begun", gettext_noop("This has begun."))
    if offer.capacity is not None and headcount > max(offer.capacity, 1):
        return Refusal(
            "too_large",
            gettext_noop("Seats in all: %(capacity)s. A group of %(headcount)s is too large."),
            capacity=offer.capacity,
            headcount=headcount,
        )
    return None


def of_other_kind(offer: Offer, headcount: int, group_name: str) -> Refusal | None:
    if offer.is_for_groups != bool(group_name) or (headcount > 1 and not offer.is_for_groups):
        return Refusal(
            "other_kind",
            gettext_noop("A group can go to a place for groups only, and nobody else can."),
        )
    return None


def _headcount(offer: Offer, headcount: int, group_name: str) -> Refusal | None:
    if headcount < 1:
        return Refusal("headcount", gettext_noop("A group is at least one person."))
    if offer.is_for_groups and not group_name.strip():
        return Refusal("group_name", gettext_noop("Give the group a name."))
    if not offer.is_for_groups and (headcount != 1 or group_name):
        return Refusal(
            "no_group", gettext_noop("Here each registers by themselves, not as a group.")
        )
    return None


def _seats(offer: Offer, headcount: int) -> Refusal | None:
    free = offer.free
    if free is None or free >= headcount:
        return None
    if free == 0:
        return Refusal("full", gettext_noop("Full: every seat is taken."))
    return Refusal(
        "too_few",
        gettext_noop("Seats left: %(free)s. That is too few for %(headcount)s people."),
        free=free,
        headcount=headcount,
    )
