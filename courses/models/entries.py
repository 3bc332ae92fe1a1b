"""What a meeting is in somebody's calendar: the part that is the same for everyone."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.models.choices import OccasionState, VenueKind
from courses.models.occasions import Meeting, Occasion, Venue
from courses.models.pages import CoursePage
from courses.rules.calendar import Entry, Party
from courses.rules.lists import either

CALLED_OFF = (OccasionState.CANCELLED, OccasionState.POSTPONED)


def entry_of(
    meeting: Meeting,
    *,
    occasion: Occasion,
    venues: Iterable[Venue],
    course: CoursePage,
    uid: str,
    sequence: int,
    now: datetime,
    cancelled: bool = False,
    **more: Any,
) -> Entry | None:
    """None while not even the day is known. In the language that is active.

    `venues` are those where one can be at that meeting; `course` is the page that tells of it.
    """
    if meeting.starts_at is None and meeting.day is None:
        return None
    zone = occasion.zone
    places = [place_line(venue) for venue in venues]
    return Entry(
        uid=f"{uid}@{mail_domain()}",
        sequence=sequence,
        summary=" – ".join(
            dict.fromkeys(filter(None, (course.title, occasion.title, meeting.title)))
        ),
        stamp=now,
        starts=meeting.starts_at and meeting.starts_at.astimezone(zone),
        ends=meeting.ends_at and meeting.ends_at.astimezone(zone),
        day=meeting.day,
        location="; ".join(dict.fromkeys(places)),
        cancelled=cancelled or meeting.cancelled_at is not None or occasion.state in CALLED_OFF,
        organiser=organiser_of(course),
        **more,
    )


def organiser_of(course: CoursePage) -> Party:
    """The course's contact, or where this site's mails come from."""
    if course.contact_email:
        return Party(course.contact_email, course.contact_name)
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Party(address, name)


def mail_domain() -> str:
    """What makes this site's own names of entries and messages unique in the world."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


def place_line(venue: Venue) -> str:
    """ "Filmens hus, Dronningens gate 16, Oslo": as much of it as is known, none of it twice."""
    parts = [venue.name, venue.address, place_name(venue)] if venue.kind == VenueKind.PLACE else []
    line = ""
    for part in parts or [place_name(venue)]:
        if part and part not in line:
            line = f"{line}, {part}" if line else part
    return line


def place_name(venue: Venue) -> str:
    """Where it is: decided, one of several, to be decided, online, or with a group of one's own."""
    if venue.kind != VenueKind.PLACE:
        return venue.name or str(VenueKind(venue.kind).label)
    if venue.places:
        return either(venue.places, get_language() or settings.LANGUAGE_CODE)
    return venue.name or _("Place to be decided")
