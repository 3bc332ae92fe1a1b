"""Who may pass which door. Each is asked by the view, after it has found what the door leads to."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone

from courses.models import Approver, CoursePage, Occasion
from progress.models import (
    Enrolment,
    GroupMember,
    Membership,
    OccasionStaff,
    Organisation,
    Registration,
    StudyGroup,
    StudyGroupMember,
    Submission,
    SubmissionFile,
)
from progress.models.accounts import Person, email_field
from progress.models.reviewers import reviews_anything, ways_reviewed_by
from progress.querysets import RegistrationQuerySet, above, under


class SignedInRequest(HttpRequest):
    """What a view behind login_required is asked."""

    user: Person


Visitor = Person | AnonymousUser


def may_see_place(visitor: Visitor, registration: Registration) -> bool:
    """A place is its person's own; the course leader sees it in the list of participants."""
    return visitor.is_authenticated and registration.person_id == visitor.pk


def may_see_group_place(visitor: Visitor, registration: Registration) -> bool:
    """The page of a registered group is for those who added their name to it."""
    return (
        visitor.is_authenticated
        and GroupMember.objects.filter(registration=registration, person_id=visitor.pk).exists()
    )


def may_leave_group(visitor: Visitor, registration: Registration) -> bool:
    """One's own name alone; whoever registered the group withdraws it."""
    return may_see_group_place(visitor, registration)


def may_give_back_place(visitor: Visitor, registration: Registration) -> bool:
    return may_see_place(visitor, registration)


def colleague_at(person: Person, address: str) -> Person | None:
    """Whom a place can be handed to: who shares a workplace with the person today, by address."""
    colleagues = Membership.objects.colleagues_of(person, on=timezone.localdate())
    found = get_user_model().objects.filter(
        pk__in=colleagues.values("person"), **{f"{email_field()}__iexact": address}
    )
    return next((one for one in found if one.is_active), None)


def may_lead_occasion(visitor: Visitor, occasion: Occasion) -> bool:
    """Its course leaders and facilitators; nobody leads by being an editor or a manager."""
    return (
        visitor.is_authenticated
        and OccasionStaff.objects.filter(person_id=visitor.pk, occasion=occasion).exists()
    )


def may_organise(visitor: Visitor) -> bool:
    """Editors who may change occasions: they change what people are registered for, too."""
    return visitor.is_active and visitor.has_perm("courses.change_occasion")


def may_organise_occasion(visitor: Visitor, occasion: Occasion) -> bool:
    """Any occasion: no editor's permission is for one of them alone."""
    return may_organise(visitor)


def may_see_desk(visitor: Visitor, occasion: Occasion) -> bool:
    """Its lists of people: who leads the occasion, or organises it."""
    return may_organise_occasion(visitor, occasion) or may_lead_occasion(visitor, occasion)


def to_answer_at_desk(visitor: Visitor, occasion: Occasion) -> set[int]:
    """Of those who asked for a place in it, the registrations that somebody says yes or no to.

    An organiser answers where the organiser approves, beside those who may anywhere.
    """
    mine = approvable_by(visitor)
    if occasion.approver == Approver.ORGANISER and may_organise_occasion(visitor, occasion):
        mine = Registration.objects.exclude(person=visitor.pk)
    return set(mine.to_approve().filter(occasion=occasion).values_list("pk", flat=True))


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


def may_swap_place(visitor: Visitor, registration: Registration) -> bool:
    return staff_places(visitor).filter(pk=registration.pk).exists()


def may_withdraw_staff(visitor: Visitor, registration: Registration) -> bool:
    return staff_places(visitor).filter(pk=registration.pk).exists()


def staff_places(visitor: Visitor) -> RegistrationQuerySet[Registration]:
    """What a manager may change of their people's places: for a school of theirs or for none; not
    of who is protected."""
    if not visitor.is_authenticated:
        return Registration.objects.none()
    today = timezone.localdate()
    paths = Membership.objects.paths_managed_by(visitor, today)
    own = (
        Membership.objects.valid_on(today)
        .under(paths)
        .filter(person=OuterRef("person"))
        .exclude(person__profile__is_protected=True)
    )
    at_own = Q(workplace=None) | under("workplace__path", paths)
    return Registration.objects.filter(at_own, Exists(own))


def may_support(visitor: Visitor) -> bool:
    """Who helps people that are stuck: sees what anybody has done in a course, and changes none."""
    return visitor.is_active and visitor.has_perm("progress.view_enrolment")


def may_read_course(visitor: Visitor, course: CoursePage) -> bool:
    """A course archived, or for those invited: who has begun it, or has a place in it."""
    if not visitor.is_authenticated:
        return False
    return (
        Enrolment.objects.filter(
            person_id=visitor.pk, translation_key=course.translation_key
        ).exists()
        or Registration.objects.of(visitor.pk)
        .live()
        .filter(occasion__course__translation_key=course.translation_key)
        .exists()
    )


def may_start_group(visitor: Visitor) -> bool:
    """Who teaches or manages somewhere today."""
    return (
        visitor.is_authenticated
        and Membership.objects.valid_on(timezone.localdate()).filter(person=visitor.pk).exists()
    )


def may_start_group_of(visitor: Visitor, organisation: Organisation) -> bool:
    """The whole staff: their manager, or one above."""
    if not visitor.is_authenticated:
        return False
    paths = Membership.objects.paths_managed_by(visitor, timezone.localdate())
    return organisation.path.startswith(tuple(paths))


def may_see_group(visitor: Visitor, group: StudyGroup) -> bool:
    """Its members, and who leads it."""
    return visitor.is_authenticated and (
        StudyGroupMember.objects.filter(group=group, person_id=visitor.pk, left_at=None).exists()
        or may_lead_group(visitor, group)
    )


def may_read_shared(visitor: Visitor, group: StudyGroup) -> bool:
    """What its members share: its facilitator alone, while it goes on."""
    return group.closed_at is None and group.facilitator_id == visitor.pk


def may_lead_group(visitor: Visitor, group: StudyGroup) -> bool:
    """Its facilitator, and the manager who started it for the staff of a school still theirs."""
    if group.facilitator_id == visitor.pk:
        return True
    return (
        group.started_by_id == visitor.pk
        and group.organisation is not None
        and may_start_group_of(visitor, group.organisation)
    )


def may_review(visitor: Visitor, enrolment: Enrolment) -> bool:
    """Reads what the person hands in for the course, and approves it or returns it."""
    return ways_reviewed_by(visitor).filter(pk=enrolment.pk).exists()


def may_see_reviews(visitor: Visitor) -> bool:
    """The list of what was handed in to them, which may be empty."""
    return visitor.is_authenticated and reviews_anything(visitor)


def may_read_file(visitor: Visitor, file: SubmissionFile) -> bool:
    """Whose it is; and who reviews it, once it is handed in."""
    submission = file.submission
    if visitor.is_authenticated and submission.enrolment.person_id == visitor.pk:
        return True
    return submission.state != Submission.State.DRAFT and may_review(visitor, submission.enrolment)
