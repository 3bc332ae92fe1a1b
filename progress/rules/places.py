"""Who may take a place, and who may give it back: said once, for page, form and action alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from courses.rules.errors import RuleError, gettext_noop
from courses.rules.partial_dates import format_day, format_moment

LIVE = ("queued", "offered", "confirmed", "needs_choice")
SEATED = ("offered", "confirmed")


class Refusal(RuleError):
    """Why not. `code` names the rule, the message says it, `params` may hold days and moments."""


@dataclass(frozen=True)
class Day:
    day: date

    def in_words(self, language: str) -> str:
        return format_day(self.day, language)

    def __str__(self) -> str:
        return self.in_words("en")


@dataclass(frozen=True)
class Moment:
    """An instant in the occasion's zone; where the editor gave no time, a day."""

    at: datetime
    has_time: bool

    def in_words(self, language: str) -> str:
        if self.has_time:
            return format_moment(self.at, language)
        return format_day(self.at.date(), language)

    def __str__(self) -> str:
        return self.in_words("en")


@dataclass(frozen=True)
class Offer:
    """A pool with all that stands above it, in plain values. Deadlines are half-open instants."""

    zone: ZoneInfo
    state: str = "open"
    intake: str = "direct"
    applicants: str = "person"
    opens_at: datetime | None = None
    opens_has_time: bool = False
    closes_at: datetime | None = None
    closes_has_time: bool = False
    ends_on: date | None = None
    archived: bool = False
    invited_only: bool = False
    venue_kind: str = "place"
    venue_cancelled_on: date | None = None
    capacity: int | None = None
    taken: int = 0
    contact: str = ""

    @property
    def free(self) -> int | None:
        """None: without limit."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def is_for_groups(self) -> bool:
        return self.venue_kind == "group"

    @property
    def opens(self) -> Moment | None:
        if self.opens_at is None:
            return None
        return Moment(self.opens_at.astimezone(self.zone), self.opens_has_time)

    @property
    def closes(self) -> Moment | None:
        """The last minute in which it is open."""
        if self.closes_at is None:
            return None
        at = (self.closes_at - timedelta(minutes=1)).astimezone(self.zone)
        return Moment(at, self.closes_has_time)

    def is_over(self, now: datetime) -> bool:
        """From the day after the last one, as the days are counted where it takes place."""
        return self.state == "finished" or (
            self.ends_on is not None and now.astimezone(self.zone).date() > self.ends_on
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
        or _seated(seated_at)
        or _headcount(offer, headcount, group_name)
        or _seats(offer, headcount)
    )


def is_open(offer: Offer, *, now: datetime) -> Refusal | None:
    """Whether anyone at all may register, whatever seats there are."""
    return _running(offer, now) or _in_time(offer, now) or _intake(offer)


def has_room(offer: Offer, *, now: datetime) -> Refusal | None:
    """Whether somebody, alone or with a group, can register as things are."""
    return is_open(offer, now=now) or _seats(offer, 1)


def may_withdraw(state: str, offer: Offer, *, now: datetime) -> Refusal | None:
    if state not in LIVE:
        return Refusal("not_live", gettext_noop("This registration has already ended."))
    if offer.is_over(now):
        return Refusal("past", gettext_noop("This is over."))
    return None


def _running(offer: Offer, now: datetime) -> Refusal | None:
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
    if offer.is_over(now):
        return Refusal("past", gettext_noop("This is over."))
    if offer.state == "postponed":
        return Refusal(
            "postponed",
            gettext_noop("This is postponed. Registration opens again when there is a new date."),
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
    if offer.invited_only:
        return _written(
            offer,
            "invited_only",
            gettext_noop("Only those who are invited can register."),
            gettext_noop("Only those who are invited can register. Questions: %(contact)s."),
        )
    if offer.intake == "application" or offer.applicants == "organisation":
        return _written(
            offer,
            "application",
            gettext_noop("Places are given by application."),
            gettext_noop("Places are given by application. To apply, write to %(contact)s."),
        )
    if offer.intake == "approval":
        return _written(
            offer,
            "approval",
            gettext_noop("Places are given after approval."),
            gettext_noop("Places are given after approval. To register, write to %(contact)s."),
        )
    return None


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
        gettext_noop("Only %(free)s seats are left, not %(headcount)s."),
        free=free,
        headcount=headcount,
    )
