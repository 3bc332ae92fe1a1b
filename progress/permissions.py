"""Who may pass which door. Each is asked by the view, after it has found what the door leads to."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from courses.models import CoursePage, Occasion
from progress.models import Enrolment, OccasionStaff, Registration
from progress.models.accounts import Person


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
