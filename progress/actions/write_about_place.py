from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from courses.models import ParticipantQuestion, Venue
from courses.rules.calendar import method_in
from courses.rules.changes import MeetingThen
from progress.actions.record_messages import Gathered
from progress.actions.write_message import write_message
from progress.models import GroupMember, Message, Registration, Transition
from progress.models.accounts import email_field
from progress.models.entries import invitation
from progress.models.links import link_of
from progress.rules.offers import Moment

# Whether a mail puts its entry into the person's calendar, or takes it out.
INVITES = ("registered", "approved", "joined", "moved", "place_decided", "time_changed")
CALLS_OFF = (
    "withdrawn",
    "cancelled",
    "needs_choice",
    "handed_over",
    "postponed",
    "called_off",
    "group_chooses",
    "group_gone",
    "group_left",
)
# Mails that ask for what the organiser has to know and was not told yet.
ASKS = ("registered", "approved", "queued")


def write_about_place(
    *,
    kind: str,
    transition: Transition,
    member: GroupMember | None = None,
    language: str = "",
    now: datetime | None = None,
    words: dict[str, object] | None = None,
    key: str = "",
    meetings: list[int] | None = None,
    left: Venue | None = None,
    gone: Mapping[int, MeetingThen] | None = None,
    more_calendar: str = "",
    gather: Gathered | None = None,
) -> Message | None:
    """Writes to the person of a registration, or to a member of the registered group; None where
    there is no address.

    `words` are more of what the mail's templates may say. `key` names the cause, where it is not
    the transition; a member's id is put before its last part. `meetings` limits the calendar
    entries to those. `left` is the venue that a place was moved from. `gone` has the meetings that
    leave the calendar, by id, as they stood there. `more_calendar` goes with the entries: what the
    mail changes of another place of the same person. A member gets no link that answers for the
    group. One of many is put into `gather`, unsaved, for `record_messages`.
    """
    registration = transition.registration
    person = registration.person if member is None else member.person
    if person is None or not getattr(person, email_field()):
        return None
    venue = registration.pool.venue
    method = method_of(kind, transition)
    shared = gather or Gathered()
    when = shared.times(venue)
    calendar = ""
    if method:
        calendar = invitation(
            registration,
            method=method,
            now=now or timezone.now(),
            current=(
                when.meetings if meetings is None else shared.meetings(venue.occasion_id, meetings)
            ),
            language=language,
            left=left,
            left_meetings=shared.times(left).meetings if left is not None else None,
            member=member,
            gone=gone,
        )
    key = key or f"registration:{registration.pk}:{kind}:{transition.pk}"
    calendar += more_calendar
    return write_message(
        kind=kind,
        key=key if member is None else key_of_member(key, member),
        person=person,
        registration=registration,
        language=language,
        calendar=calendar,
        calendar_method=method_in(calendar) if calendar else "",
        gather=gather,
        context={
            "registration": registration,
            "course": venue.occasion.course,
            "occasion": venue.occasion,
            "venue": venue,
            "when": when,
            "path": path_of(registration, member),
            "answer_path": link_of(transition).path if member is None else "",
            "is_member": member is not None,
            "gives_back": SimpleLazyObject(lambda: _seat_beside(registration)),
            "asks": SimpleLazyObject(lambda: kind in ASKS and member is None and _asks(transition)),
            "until": moment_of(registration),
            **(words or {}),
        },
    )


def calendar_about(
    *,
    kind: str,
    transition: Transition,
    member: GroupMember | None,
    now: datetime,
    meetings: list[int] | None = None,
    left: Venue | None = None,
    gone: Mapping[int, MeetingThen] | None = None,
) -> str:
    """The entries alone of such a mail, for another mail to the same person."""
    method = method_of(kind, transition)
    if not method:
        return ""
    return invitation(
        transition.registration,
        method=method,
        now=now,
        meetings=meetings,
        left=left,
        member=member,
        gone=gone,
    )


def path_of(registration: Registration, member: GroupMember | None) -> str:
    """The page of it that the reader may open."""
    name = "place" if member is None else "group_place"
    return reverse(f"progress:{name}", args=[registration.pk])


def key_of_member(key: str, member: GroupMember) -> str:
    """The key letter:3:12 becomes letter:3:member:7:12; the last part stays what it was."""
    cause, _colon, last = key.rpartition(":")
    return f"{cause}:member:{member.pk}:{last}"


def moment_of(registration: Registration) -> Moment | None:
    """Until when an offer stands, or an answer is waited for, in the occasion's zone."""
    until = registration.hold_until or registration.approve_by
    if until is None:
        return None
    return Moment(until.astimezone(registration.pool.venue.occasion.zone), has_time=True)


def method_of(kind: str, transition: Transition) -> Literal["REQUEST", "CANCEL", ""]:
    """REQUEST and CANCEL are for who had, or has, a seat of their own."""
    if kind in INVITES and transition.to_state == "confirmed":
        return "REQUEST"
    held = "confirmed" in (transition.from_state, transition.to_state)
    return "CANCEL" if kind in CALLS_OFF and held else ""


def _asks(transition: Transition) -> bool:
    """Who registers has the questions before their eyes; whom somebody else registers has not."""
    registration = transition.registration
    is_own = transition.by_id == registration.person_id
    if is_own and not transition.from_state:
        return False
    open_questions = ParticipantQuestion.objects.filter(occasion=registration.occasion_id).exclude(
        uid__in=registration.answers.values("question")
    )
    return (open_questions.filter(required=True) if is_own else open_questions).exists()


def _seat_beside(registration: Registration) -> Venue | None:
    """Where the person has a seat that goes back when they take the one that is offered."""
    beside = Registration.objects.seat_beside(registration).first()
    return beside.pool.venue if beside is not None else None
