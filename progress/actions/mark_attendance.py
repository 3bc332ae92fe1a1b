from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.models import CoursePage, Meeting
from progress.actions.hold_enrolment import measure
from progress.actions.sum_up_attendance import hold_ways, sum_up_attendance
from progress.models import Attendance, Enrolment, Registration, State
from progress.models.accounts import Person
from progress.rules.attendance import may_mark


def mark_attendance(
    *,
    registration: Registration,
    meeting: Meeting,
    minutes: int | None,
    by: Person,
    now: datetime | None = None,
) -> Attendance | None:
    """That somebody was at a meeting for so many minutes; None: was not there.

    Of a group it is said of the one who registered it. Done twice it stands there once. After
    the course is completed hours can only be added. Raises CannotMark.
    """
    now = now or timezone.now()
    with transaction.atomic():
        registration = Registration.objects.select_related(
            "occasion__course", "pool", "person"
        ).get(pk=registration.pk)
        course = registration.occasion.course
        ways = _hold(registration, course, minutes, now)
        there = Attendance.objects.filter(registration=registration, meeting=meeting).first()
        refusal = may_mark(
            is_confirmed=registration.state == State.CONFIRMED,
            is_its_meeting=meeting.occasion_id == registration.occasion_id
            and meeting.venue_id in (None, registration.pool.venue_id),
            is_called_off=meeting.cancelled_at is not None,
            minutes=minutes,
            length=meeting.length,
            was=there.minutes if there is not None else None,
            is_earned=any(_rests_on_attendance(way) for way in ways),
        )
        if refusal is not None:
            raise refusal
        if minutes is None:
            Attendance.objects.filter(registration=registration, meeting=meeting).delete()
        elif there is None or there.minutes != minutes:
            _write(
                [Attendance(registration=registration, meeting=meeting, minutes=minutes)], by, now
            )
        sum_up_attendance(ways=ways, course=course)
        return Attendance.objects.filter(registration=registration, meeting=meeting).first()


def mark_all_present(
    *,
    registrations: Collection[Registration],
    meeting: Meeting,
    minutes: int,
    by: Person,
    now: datetime | None = None,
) -> int:
    """Of those who are not marked yet, and may be: present for so long. Says how many they are.

    Whoever is marked keeps the hours that stand there. Raises CannotMark where the time is wrong.
    """
    now = now or timezone.now()
    refusal = may_mark(
        is_confirmed=True,
        is_its_meeting=True,
        is_called_off=meeting.cancelled_at is not None,
        minutes=minutes,
        length=meeting.length,
    )
    if refusal is not None:
        raise refusal
    with transaction.atomic():
        found = (
            Registration.objects.confirmed()
            .filter(pk__in=[one.pk for one in registrations], occasion=meeting.occasion_id)
            .exclude(pk__in=Attendance.objects.filter(meeting=meeting).values("registration"))
        )
        if meeting.venue_id is not None:
            found = found.filter(pool__venue=meeting.venue_id)
        unmarked = list(found.select_related("occasion__course", "person"))
        if not unmarked:
            return 0
        course = unmarked[0].occasion.course
        ways = hold_ways(registrations=unmarked, course=course, now=now)
        _write(
            [Attendance(registration=o, meeting=meeting, minutes=minutes) for o in unmarked],
            by,
            now,
        )
        sum_up_attendance(ways=ways, course=course)
    return len(unmarked)


def _hold(
    registration: Registration, course: CoursePage, minutes: int | None, now: datetime
) -> list[Enrolment]:
    """Taking a mark away begins nobody's way through the course."""
    if registration.state != State.CONFIRMED or registration.person_id is None:
        return []
    if minutes is None:
        begun = Enrolment.objects.current().filter(
            person=registration.person_id, translation_key=course.translation_key
        )
        return list(begun.select_for_update(of=("self",)))
    return hold_ways(registrations=[registration], course=course, now=now)


def _rests_on_attendance(way: Enrolment) -> bool:
    return way.completed_at is not None and measure(way.course).asks_presence


def _write(rows: list[Attendance], by: Person, now: datetime) -> None:
    for row in rows:
        row.by, row.at = by, now
    Attendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["registration", "meeting"],
        update_fields=["minutes", "by", "at"],
    )
