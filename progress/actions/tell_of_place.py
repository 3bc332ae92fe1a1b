from datetime import datetime
from typing import Literal

from django.urls import reverse
from django.utils import timezone

from courses.models import Venue
from progress.actions.write_message import write_message
from progress.models import Message, Registration, Transition
from progress.models.entries import invitation
from progress.models.links import link_of
from progress.models.times import Times
from progress.rules.offers import Moment

# Whether a mail puts its entry into the person's calendar, or takes it out.
INVITES = ("registered", "approved", "moved", "place_decided", "time_changed")
CALLS_OFF = ("withdrawn", "cancelled", "needs_choice", "handed_over", "postponed", "called_off")


def tell_of_place(
    *,
    kind: str,
    transition: Transition,
    language: str = "",
    now: datetime | None = None,
    words: dict[str, object] | None = None,
    key: str = "",
    meetings: list[int] | None = None,
    left: Venue | None = None,
) -> Message | None:
    """Writes to the person about their registration; None where there is no address.

    `words` are more of what the mail's templates may say. `key` names the cause, where it is not
    the transition. `meetings` limits the calendar entries to those. `left` is the venue that a
    place was moved from.
    """
    registration = transition.registration
    person = registration.person
    if person is None or not getattr(person, person.get_email_field_name()):
        return None
    venue = registration.pool.venue
    method = method_of(kind, transition)
    when = Times(venue)
    calendar = ""
    if method:
        calendar = invitation(
            registration,
            method=method,
            now=now or timezone.now(),
            meetings=meetings,
            current=when.meetings if meetings is None else None,
            language=language,
            left=left,
        )
    return write_message(
        kind=kind,
        key=key or f"registration:{registration.pk}:{kind}:{transition.pk}",
        person=person,
        registration=registration,
        language=language,
        calendar=calendar,
        calendar_method=method if calendar else "",
        context={
            "registration": registration,
            "course": venue.occasion.course,
            "occasion": venue.occasion,
            "venue": venue,
            "when": when,
            "path": reverse("progress:place", args=[registration.pk]),
            "answer_path": link_of(transition).path,
            "until": moment_of(registration),
            **(words or {}),
        },
    )


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
