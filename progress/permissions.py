"""Who may pass which door. Each is asked by the view, after it has found what the door leads to."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone

from courses.models import Approver, CoursePage, Occasion
from progress.models import Enrolment, Membership, OccasionStaff, Registration
from progress.models.accounts import Person
from progress.querysets import RegistrationQuerySet, above, under


class SignedInRequest(HttpRequest):
    """What a view behind login_required is asked."""

    user: Person


Visitor = Person | AnonymousUser


def may_see_place(visitor: Visitor, registration: Registration) -> bool:
    """A place is its person's own; the course leader sees it in the list of participants."""
    return visitor.is_authenticated and registration.person_id == visitor.pk


def may_give_back_place(visitor: Visitor, registration: Registration) -> bool:
    return may_see_place(visitor, registration)


def may_lead_occasion(visitor: Visitor, occasion: Occasion) -> bool:
    """Its course leaders and facilitators; nobody leads by being an editor or a manager."""
    return (
        visitor.is_authenticated
        and OccasionStaff.objects.filter(person_id=visitor.pk, occasion=occasion).exists()
    )


def may_organise_occasion(visitor: Visitor, occasion: Occasion) -> bool:
    """Editors who may change occasions: they change what people are registered for, too."""
    return visitor.is_active and visitor.has_perm("courses.change_occasion")


def may_see_desk(visitor: Visitor, occasion: Occasion) -> bool:
    """Its lists of people: who leads the occasion, or organises it."""
    return may_organise_occasion(visitor, occasion) or may_lead_occasion(visitor, occasion)


def may_approve(visitor: Visitor, registration: Registration) -> bool:
    return approvable_by(visitor).filter(pk=registration.pk).exists()


def approvable_by(visitor: Visitor) -> RegistrationQuerySet[Registration]:
    """What somebody can say yes or no to; nobody says it to themselves.

    A manager at or above the workplace. The course leader where the organiser approves, or where
    the workplace has no manager. Those who are written to are among them: `ask_approvers`.
    """
    if not visitor.is_authenticated:
        return Registration.objects.none()
    today = timezone.localdate()
    by_manager = Q(occasion__approver=Approver.MANAGER)
    managed = under("workplace__path", Membership.objects.paths_managed_by(visitor, today))
    managers = (
        Membership.objects.managers()
        .valid_on(today)
        .filter(above("organisation__path", "workplace__path"))
        .exclude(person=OuterRef("person"))
    )
    leads = OccasionStaff.objects.filter(
        person=visitor.pk, occasion=OuterRef("occasion"), role=OccasionStaff.Role.LEADER
    )
    return Registration.objects.filter(
        (by_manager & managed) | (Exists(leads) & (~by_manager | ~Exists(managers)))
    ).exclude(person=visitor.pk)


def may_read_course(visitor: Visitor, course: CoursePage) -> bool:
    """A course archived, or for those invited: who has begun it, or has a place in it."""
    if not visitor.is_authenticated:
        return False
    return (
        Enrolment.objects.filter(
            person_id=visitor.pk, translation_key=course.translation_key
        ).exists()
        or Registration.objects.live()
        .filter(person_id=visitor.pk, occasion__course__translation_key=course.translation_key)
        .exists()
    )
