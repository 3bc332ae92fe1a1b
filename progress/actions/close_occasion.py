from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import monotonic

from django.db import transaction
from django.utils import timezone

from courses.actions.set_occasion_state import set_occasion_state
from courses.models import CoursePage, Occasion
from progress.actions.complete_course import complete_course
from progress.actions.hold_enrolment import WayOf, hold_enrolment, measure
from progress.actions.record_step import read_evidence
from progress.models import Attendance, Enrolment, Registration, StepRecord
from progress.models.accounts import Person
from progress.models.presence import NOWHERE, Presence, presences
from progress.querysets import plain_uuid
from progress.rules.closing import check_closing
from progress.rules.standing import Standing, stand


@dataclass(frozen=True)
class PersonAtClose:
    """`present` and `standing` are what is known before closing; `was_done`: completed earlier."""

    registration: Registration
    standing: Standing
    present: Presence
    marked: bool
    was_done: bool

    @property
    def completes(self) -> bool:
        return self.standing.is_complete and not self.was_done

    @property
    def is_short(self) -> bool:
        return not self.was_done and not self.standing.is_complete and self.marked

    @property
    def is_absent(self) -> bool:
        return not self.was_done and not self.standing.is_complete and not self.marked


@dataclass(frozen=True)
class Closed:
    """How many complete by it, get a certificate, lack some of what is asked for, or were never
    there; how many had completed before; and how many are left for the next time."""

    completed: int = 0
    certificates: int = 0
    short: int = 0
    absent: int = 0
    earlier: int = 0
    left: int = 0
    people: list[PersonAtClose] = field(default_factory=list)


def close_occasion(
    *,
    occasion: Occasion,
    by: Person,
    dry_run: bool = False,
    seconds: float | None = None,
    now: datetime | None = None,
) -> Closed:
    """The occasion is finished, and whoever did what the course asks for has completed it, with a
    certificate where it gives one. Who is short stays as they are.

    One transaction for each person: run again, it goes on where it was, and takes in who was marked
    since. After so many `seconds` it leaves the rest to the next time: a web server waits for no
    request for ever. `dry_run` reckons and changes nothing. Raises CannotClose where it is called
    off, not yet open, or not over.
    """
    now = now or timezone.now()
    check_closing(occasion.state, occasion.ends_on, now.astimezone(occasion.zone).date())
    people = people_at_close(occasion)
    counted = count_at_close(occasion, people)
    if dry_run:
        return counted
    _finish(occasion, by)
    waiting = [one for one in people if one.completes]
    began, done = monotonic(), []
    for one in waiting:
        done.append(_complete(one, occasion.course, now))
        if seconds is not None and monotonic() - began >= seconds:
            break
    return replace(
        counted,
        completed=sum(is_new for is_new, _ in done),
        certificates=sum(issued for _, issued in done),
        left=len(waiting) - len(done),
    )


def count_at_close(occasion: Occasion, people: list[PersonAtClose]) -> Closed:
    completed = sum(one.completes for one in people)
    return Closed(
        completed=completed,
        certificates=completed if occasion.course.certificate != "none" else 0,
        short=sum(one.is_short for one in people),
        absent=sum(one.is_absent for one in people),
        earlier=sum(one.was_done for one in people),
        people=people,
    )


def _finish(occasion: Occasion, by: Person) -> None:
    with transaction.atomic():
        occasion.refresh_from_db(fields=["state"])
        if occasion.state == "open":
            set_occasion_state(occasion=occasion, state="closed", by=by)
        if occasion.state != "finished":
            set_occasion_state(occasion=occasion, state="finished", by=by)


def _complete(one: PersonAtClose, course: CoursePage, now: datetime) -> tuple[bool, bool]:
    """Reads again what was reckoned before, now that nobody else can change it."""
    person = one.registration.person_id
    with transaction.atomic():
        held = hold_enrolment(enrolment=WayOf(person or 0, course.translation_key))
        way = held.enrolment
        standing = stand(held.outline, read_evidence(held))
        if way.completed_at is not None or not standing.is_complete:
            return False, False
        way.percent, way.minutes, way.completed_at = 100, standing.minutes, now
        way.save(update_fields=["percent", "minutes", "completed_at"])
        return True, complete_course(enrolment=way, now=now) is not None


def people_at_close(occasion: Occasion) -> list[PersonAtClose]:
    """Everybody with a place, and how far they are. Seven queries and those of the outline."""
    course = occasion.course
    confirmed = list(
        Registration.objects.confirmed()
        .filter(occasion=occasion, person__isnull=False)
        .select_related("person__profile", "pool__venue")
        .order_by("created_at", "pk")
    )
    people = [one.person_id for one in confirmed if one.person_id is not None]
    ways = {
        way.person_id: way
        for way in Enrolment.objects.current().filter(
            translation_key=course.translation_key, person__in=people
        )
    }
    measured = {way.course_id for way in ways.values()} | {course.pk}
    outlines = {page.pk: measure(page) for page in CoursePage.objects.filter(pk__in=measured)}
    asked = any(outline.asks_presence for outline in outlines.values())
    present = presences(people, course.translation_key) if asked else {}
    marked = set(
        Attendance.objects.filter(registration__occasion=occasion).values_list(
            "registration", flat=True
        )
    )
    steps = _steps_of(ways.values())
    found = []
    for one in confirmed:
        way = ways.get(one.person_id or 0)
        outline = outlines[way.course_id if way else course.pk]
        there = present.get(one.person_id or 0, NOWHERE)
        if not outline.asks_presence:
            there = NOWHERE
        evidence = there.with_steps(steps.get(way.pk, {}) if way else {})
        was_done = way is not None and way.completed_at is not None
        standing = stand(outline, evidence)
        if way is None:  # nobody completes without a way of their own
            standing = replace(standing, is_complete=False)
        found.append(PersonAtClose(one, standing, there, one.pk in marked, was_done))
    return found


def _steps_of(ways: Iterable[Enrolment]) -> dict[int, dict[str, int]]:
    steps: dict[int, dict[str, int]] = {way.pk: {} for way in ways}
    rows = StepRecord.objects.filter(enrolment__in=steps)
    for way, step, minutes in rows.values_list("enrolment", plain_uuid("step"), "minutes"):
        steps[way][step] = minutes
    return steps
