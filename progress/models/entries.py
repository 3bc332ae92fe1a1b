"""A person's own calendar entries: what a mail about their place carries, and their feed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Literal

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.models import CoursePage, Meeting, Occasion, Venue
from courses.models.entries import CALLED_OFF, entry_of
from courses.rules.calendar import Entry, Party, write_invitations
from courses.rules.changes import MeetingThen
from progress.models.accounts import email_field, name_of
from progress.models.addresses import base_url
from progress.models.people import Profile
from progress.models.places import GroupMember, Registration, State


def entries_of(
    registration: Registration,
    *,
    meetings: Iterable[Meeting] | None = None,
    now: datetime,
    cancelled: bool = False,
    course: CoursePage | None = None,
    attendee: Party | None = None,
    venue: Venue | None = None,
    member: int | None = None,
) -> list[Entry]:
    """One for each meeting at the venue, and for those of all venues, of which the day is known.

    In the language that is active. `meetings` saves reading them: those of the occasion, called off
    or not. `cancelled`: the place is no more. `course` is the translation that tells of it.
    `venue` is one that was left. `member` is the id of a member of the registered group, whose own
    entries they are. Read the registration with its place.
    """
    occasion = registration.pool.venue.occasion
    venue = venue or registration.pool.venue
    if meetings is None:
        meetings = Meeting.objects.filter(
            Q(venue=None) | Q(venue=venue), occasion=registration.occasion_id
        )
    page = course or occasion.course
    off = cancelled or venue.cancelled_on is not None
    has_seat = registration.state == State.CONFIRMED and not off
    join = venue.join_url if has_seat else ""
    whose = f"{registration.pk}" if member is None else f"{registration.pk}-{member}"
    page_name = "place" if member is None else "group_place"
    url = base_url() + reverse(f"progress:{page_name}", args=[registration.pk])
    entries = [
        entry_of(
            meeting,
            occasion=occasion,
            venues=[venue],
            course=page,
            uid=f"{meeting.uid}-{whose}",
            sequence=meeting.sequence + venue.sequence + registration.sequence,
            now=now,
            cancelled=off,
            description=_description(venue, occasion, page, join),
            url=url,
            join=join,
            attendee=attendee,
        )
        for meeting in meetings
        if meeting.venue_id in (None, venue.pk)
    ]
    return [entry for entry in entries if entry is not None]


def invitation(
    registration: Registration,
    *,
    method: Literal["REQUEST", "CANCEL"],
    now: datetime,
    meetings: Iterable[int] | None = None,
    current: Iterable[Meeting] | None = None,
    language: str = "",
    left: Venue | None = None,
    left_meetings: Iterable[Meeting] | None = None,
    member: GroupMember | None = None,
    gone: Mapping[int, MeetingThen] | None = None,
) -> str:
    """What a mail asks its person's calendar to do; empty where there is nothing that it could.

    One calendar for each meeting, since RFC 5546 (3.2.2) wants one UID in each; `split_calendars`
    parts them. `meetings` are ids: of these alone, as far as they are at the registration's venue.
    `current` saves reading them: those ids, or without ids all that are not called off. Of a venue
    `left` for another, the meetings that were there alone are cancelled (`left_meetings` saves
    reading them); and so are those in `gone`, by id as they stood in the person's calendar: they
    are at the registration's venue no more, or have lost their day. A `member` of a registered
    group has entries of their own. While the occasion is postponed nobody is invited. The language
    is the person's own, unless another is given. Two queries; none where the person's profile and
    the meetings are read already; one more for the venue left, and for what is gone.
    """
    person = registration.person if member is None else member.person
    if person is None:
        return ""
    profile = _profile_of(person)
    language = language or (profile.language if profile else settings.LANGUAGE_CODE)
    rows: Iterable[Meeting]
    if current is not None:
        rows = [one for one in current if one.cancelled_at is None or method == "CANCEL"]
    else:
        wanted = Meeting.objects.filter(occasion=registration.occasion_id)
        if meetings is not None:
            wanted = wanted.filter(pk__in=list(meetings))
        rows = wanted.current() if meetings is None or method == "REQUEST" else wanted
    is_protected = profile is not None and profile.is_protected
    name = "" if is_protected else name_of(person)
    me = Party(getattr(person, email_field()), name)
    mine = partial(
        entries_of, registration, now=now, attendee=me, member=member.pk if member else None
    )
    over: list[Entry] = []
    with override(language):
        here = mine(meetings=rows, cancelled=method == "CANCEL")
        if method == "REQUEST" and registration.pool.venue.occasion.state in CALLED_OFF:
            here = []
        if gone:
            over += mine(meetings=_as_before(gone, registration.pool.venue_id), cancelled=True)
        if left is not None and left.pk != registration.pool.venue_id:
            if left_meetings is None:
                left_meetings = Meeting.objects.current().filter(venue=left)
            theirs = [one for one in left_meetings if one.venue_id == left.pk]
            over += mine(meetings=theirs, cancelled=True, venue=left)
    return write_invitations(here, method=method) + write_invitations(over, method="CANCEL")


def _as_before(gone: Mapping[int, MeetingThen], venue: int) -> list[Meeting]:
    """Meetings as they stand in the calendars of who is at the venue."""
    found = list(Meeting.objects.filter(pk__in=list(gone)))
    for meeting in found:
        was = gone[meeting.pk]
        meeting.venue_id = venue
        meeting.when, meeting.day = was.when, was.day
        meeting.starts_at, meeting.ends_at = was.starts_at, was.ends_at
    return found


def _profile_of(person: object) -> Profile | None:
    try:
        return person.profile  # type: ignore[attr-defined]
    except ObjectDoesNotExist:
        return None


def _description(venue: Venue, occasion: Occasion, page: CoursePage, join: str) -> str:
    """What one needs on the day; the rest stands on the page that the entry leads to."""
    contact = page.contact_email or page.contact_phone
    lines = [
        _("Take part: %(address)s") % {"address": join} if join else "",
        occasion.note,
        venue.note,
        _("Contact: %(address)s") % {"address": contact} if contact else "",
    ]
    return "\n\n".join(line for line in lines if line)
