"""Who was at which meeting of an occasion, as a course leader marks it."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import get_language

from courses.models import Meeting, Occasion
from courses.rules.partial_dates import bounds
from progress.models import Attendance, Registration
from progress.models.shown_names import shown_name
from progress.models.times import in_words
from progress.rules.attendance import written_hours
from progress.rules.people import fold


@dataclass(frozen=True)
class MeetingLine:
    """`people` could be there, `present` are marked."""

    meeting: Meeting
    when: str
    present: int
    people: int

    @property
    def hours(self) -> str:
        return written_hours(self.meeting.length) if self.meeting.length else ""

    @property
    def unmarked(self) -> int:
        return self.people - self.present


@dataclass(frozen=True)
class PersonLine:
    """Under an alias there is no organisation. `minutes` is None of who is not marked."""

    pk: int
    name: str
    is_alias: bool
    organisation: str
    group: str
    headcount: int
    venue: str
    minutes: int | None

    @property
    def is_present(self) -> bool:
        return self.minutes is not None

    @property
    def hours(self) -> str:
        return written_hours(self.minutes) if self.minutes is not None else ""


def meeting_lines(occasion: Occasion) -> list[MeetingLine]:
    """In the order of their days, without those called off. Three queries."""
    meetings = list(
        Meeting.objects.current()
        .filter(occasion=occasion)
        .select_related("venue")
        .order_by("sort_order", "pk")
    )
    meetings.sort(key=lambda one: _first(one, occasion))
    placed = Counter(
        Registration.objects.confirmed()
        .filter(occasion=occasion)
        .values_list("pool__venue", flat=True)
    )
    present = dict(
        Attendance.objects.filter(meeting__occasion=occasion, registration__state="confirmed")
        .values_list("meeting")
        .annotate(n=Count("pk"))
    )
    language = get_language() or "en"
    return [
        MeetingLine(
            one,
            in_words(one, occasion.zone, language),
            present.get(one.pk, 0),
            placed.total() if one.venue_id is None else placed[one.venue_id],
        )
        for one in meetings
    ]


def _first(meeting: Meeting, occasion: Occasion) -> str:
    if meeting.starts_at is not None:
        return meeting.starts_at.astimezone(occasion.zone).isoformat()
    return (meeting.day or bounds(meeting.when)[0]).isoformat()


def people_at(meeting: Meeting, search: str = "") -> list[PersonLine]:
    """Those with a place that the meeting is for, by name; nobody is found by the name that an
    alias hides. Two queries."""
    found = Registration.objects.confirmed().filter(occasion=meeting.occasion_id)
    if meeting.venue_id is not None:
        found = found.filter(pool__venue=meeting.venue_id)
    minutes = dict(
        Attendance.objects.filter(meeting=meeting).values_list("registration", "minutes")
    )
    lines = [
        line_of(one, minutes.get(one.pk))
        for one in found.select_related(
            "person__profile", "organisation", "workplace", "pool__venue"
        )
    ]
    wanted = fold(search).split()
    lines = [one for one in lines if all(word in _words(one) for word in wanted)]
    return sorted(lines, key=lambda one: (fold(one.group or one.name), one.pk))


def line_of(registration: Registration, minutes: int | None) -> PersonLine:
    person = registration.person
    profile = getattr(person, "profile", None)
    is_alias = profile is not None and profile.is_protected
    return PersonLine(
        pk=registration.pk,
        name=shown_name(person) if person is not None else str(registration.organisation),
        is_alias=is_alias,
        organisation="" if is_alias else str(registration.workplace or ""),
        group=registration.group_name,
        headcount=registration.headcount,
        venue=str(registration.pool.venue),
        minutes=minutes,
    )


def _words(line: PersonLine) -> str:
    return fold(f"{line.name} {line.organisation} {line.group}")
