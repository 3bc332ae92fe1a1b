from collections.abc import Collection
from datetime import datetime

from django.utils import timezone
from wagtail.models import Page

from courses.models import CoursePage
from progress.models import Enrolment, Membership, Organisation, Registration
from progress.models.accounts import Person
from progress.rules.learning_errors import course_is_closed


def start_course(*, person: Person, course: Page, now: datetime | None = None) -> Enrolment:
    """The person's way through the course, begun now unless it was begun before.

    Raises CannotLearn where the course takes no one in: not live, archived, or for others only.
    """
    now = now or timezone.now()
    page = course if isinstance(course, CoursePage) else CoursePage.objects.get(pk=course.pk)
    ways = Enrolment.objects.current()
    begun = ways.filter(person=person, translation_key=page.translation_key).first()
    if begun is not None:
        return begun
    if not may_start(person=person, course=page):
        raise course_is_closed()
    enrolment, _ = Enrolment.objects.get_or_create(
        person=person,
        translation_key=page.translation_key,
        is_current=True,
        defaults={
            "course_id": page.pk,
            "organisation": organisation_of(person=person, now=now),
            "started_at": now,
            "last_seen_at": now,
        },
    )
    return enrolment


def may_start(*, person: Person, course: CoursePage) -> bool:
    if not course.live or course.archived_at is not None:
        return False
    if course.visibility == "public":
        return True
    return (
        Registration.objects.confirmed()
        .filter(person=person, occasion__course__translation_key=course.translation_key)
        .exists()
    )


def organisation_of(*, person: Person, now: datetime) -> Organisation | None:
    """Where the person works that day: as a teacher before as a manager, the latest first."""
    return organisations_of(people=[person.pk], now=now).get(person.pk)


def organisations_of(*, people: Collection[int], now: datetime) -> dict[int, Organisation]:
    """The same of many, by person, in one query."""
    memberships = (
        Membership.objects.valid_on(timezone.localdate(now))
        .filter(person__in=people)
        .select_related("organisation")
    )
    ranked = sorted(
        memberships,
        key=lambda membership: (
            membership.role != Membership.Role.TEACHER,
            -(membership.valid_from.toordinal() if membership.valid_from else 0),
            membership.pk,
        ),
    )
    first: dict[int, Organisation] = {}
    for membership in ranked:
        first.setdefault(membership.person_id, membership.organisation)
    return first
