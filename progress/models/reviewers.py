"""Whose handed-in work somebody reads, and who is told of it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from progress.models.accounts import Person
from progress.models.groups import StudyGroup, StudyGroupMember
from progress.models.learning import Enrolment
from progress.models.places import OccasionStaff, Registration
from progress.models.readers import groups_that_read
from progress.querysets import EnrolmentQuerySet


def ways_reviewed_by(person: Person | AnonymousUser) -> EnrolmentQuerySet[Enrolment]:
    """Never one's own. Of those in a study group that one leads, for its course; of those with a
    place in an occasion that one leads, for that course; and of everybody in a course of which one
    may edit a page, in whatever language."""
    if not person.is_authenticated:
        return Enrolment.objects.none()
    who, course = OuterRef("person"), OuterRef("translation_key")
    facilitates = StudyGroupMember.objects.filter(
        person=who,
        left_at=None,
        group__closed_at=None,
        group__facilitator=person.pk,
        group__course_key=course,
    )
    leads = Registration.objects.confirmed().filter(
        Q(person=who) | Q(group_members__person=who),
        occasion__course__translation_key=course,
        occasion__staff__person=person.pk,
    )
    edited = pages_edited_by(person).values("translation_key")
    found = Exists(facilitates) | Exists(leads) | Q(translation_key__in=edited)
    return Enrolment.objects.filter(found).exclude(person=person.pk)


def pages_edited_by(person: Person) -> QuerySet[Page]:
    may_change = page_permission_policy.instances_user_has_any_permission_for(person, {"change"})
    found: QuerySet[Page] = may_change.order_by()
    return found


def reviews_anything(person: Person) -> bool:
    """Whether there can be work for them to read, though there may be none today."""
    return (
        StudyGroup.objects.filter(facilitator=person.pk, closed_at=None).exists()
        or OccasionStaff.objects.filter(person=person.pk).exists()
        or bool(page_permission_policy.user_has_permission(person, "change"))
    )


def reviewers_told(way: Enrolment) -> list[Person]:
    """Whoever leads a study group that the person is in, for the course; else who leads the
    occasion where the person has a place: its course leaders, or where it has none, its
    facilitators. Where there is nobody, the course's editors see it in their list."""
    groups = groups_that_read(way.person_id, way.translation_key)
    places = Registration.objects.confirmed().filter(
        Q(person=way.person_id) | Q(group_members__person=way.person_id),
        occasion__course__translation_key=way.translation_key,
    )
    staff = OccasionStaff.objects.filter(occasion__in=places.values("occasion"))
    leaders = staff.filter(role=OccasionStaff.Role.LEADER)
    return (
        _people(way, groups.values("facilitator"))
        or _people(way, leaders.values("person"))
        or _people(way, staff.values("person"))
    )


def _people(way: Enrolment, found: Iterable[Any]) -> list[Person]:
    people = get_user_model()._default_manager.filter(pk__in=found, is_active=True)
    return list(people.exclude(pk=way.person_id).order_by("pk"))
