"""Who may put their name to a group that registered as a number of people, and take it out."""

from __future__ import annotations

from datetime import datetime

from courses.rules.errors import gettext_noop
from progress.rules.lives import LIVE
from progress.rules.offers import Offer, Refusal


def may_join(
    state: str, offer: Offer, *, headcount: int, named: int, now: datetime
) -> Refusal | None:
    """As long as the group has its place, and has people without a name."""
    if not offer.is_for_groups:
        return _no_group()
    refusal = may_leave(state, offer, now=now)
    if refusal is not None:
        return refusal
    if named >= headcount:
        return Refusal(
            "group_is_full",
            gettext_noop(
                "The group has all its names already (%(headcount)s). Ask whoever leads it."
            ),
            headcount=headcount,
        )
    return None


def may_leave(state: str, offer: Offer, *, now: datetime) -> Refusal | None:
    """As long as the group has its place. Of what is over, who was named stays named."""
    if state not in LIVE:
        return _no_group()
    if offer.is_over(now):
        return Refusal("past", gettext_noop("This is over."))
    return None


def _no_group() -> Refusal:
    return Refusal("no_group", gettext_noop("This group is not registered any more."))
