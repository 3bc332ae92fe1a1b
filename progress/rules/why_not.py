"""What speaks against a place, one reason each: the Refusal that says it, or None."""

from __future__ import annotations

from datetime import datetime

from courses.rules.errors import gettext_noop
from progress.rules.offers import Day, Offer, Refusal


def not_running(offer: Offer, now: datetime) -> Refusal | None:
    refusal = not_offered(offer)
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


def not_offered(offer: Offer) -> Refusal | None:
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


def not_in_time(offer: Offer, now: datetime) -> Refusal | None:
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


def not_by_oneself(offer: Offer) -> Refusal | None:
    if offer.invited_only or offer.given:
        return for_the_invited(offer)
    if offer.intake == "application" or offer.applicants == "organisation":
        return _with_contact(
            offer,
            "application",
            gettext_noop("Places are given by application."),
            gettext_noop("Places are given by application. To apply, write to %(contact)s."),
        )
    return None


def for_the_invited(offer: Offer) -> Refusal:
    return _with_contact(
        offer,
        "invited_only",
        gettext_noop("Only those who are invited can register."),
        gettext_noop("Only those who are invited can register. Questions: %(contact)s."),
    )


def _with_contact(offer: Offer, code: str, plain: str, with_contact: str) -> Refusal:
    if offer.contact:
        return Refusal(code, with_contact, contact=offer.contact)
    return Refusal(code, plain)


def seated_elsewhere(seated_at: str) -> Refusal | None:
    if not seated_at:
        return None
    return Refusal(
        "seated_elsewhere",
        gettext_noop(
            "You already have a place here: %(venue)s. Withdraw from it first to choose another."
        ),
        venue=seated_at,
    )


def no_queue(offer: Offer, now: datetime, headcount: int) -> Refusal | None:
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


def wrong_number(offer: Offer, headcount: int, group_name: str) -> Refusal | None:
    if headcount < 1:
        return Refusal("headcount", gettext_noop("A group is at least one person."))
    if offer.is_for_groups and not group_name.strip():
        return Refusal("group_name", gettext_noop("Give the group a name."))
    if not offer.is_for_groups and (headcount != 1 or group_name):
        return Refusal(
            "no_group", gettext_noop("Here each registers by themselves, not as a group.")
        )
    return None


def too_few_seats(offer: Offer, headcount: int) -> Refusal | None:
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
