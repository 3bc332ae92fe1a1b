from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from courses.models import CoursePage
from progress.actions.end_sharing import end_sharing
from progress.actions.start_course import start_course
from progress.actions.write_message import write_message
from progress.models import Membership, Organisation, StudyGroup, StudyGroupMember
from progress.models.accounts import Person
from progress.models.shown_names import shown_name_lazy
from progress.rules.learning_errors import CannotLearn
from progress.rules.study_groups import no_such_facilitator


def start_group(
    *,
    course: CoursePage,
    name: str,
    started_by: Person,
    facilitator: Person | None = None,
    organisation: Organisation | None = None,
    now: datetime | None = None,
) -> StudyGroup:
    """A group that takes the course together, led by who starts it, or by another.

    With an organisation, its teachers of that day are members and are told by mail; not who is
    protected, and who may join by the link. Without one, its only member is who leads it. Each
    member's way through the course begins. The same group is not started twice.
    Raises CannotLearn where the course is closed, and CannotInGroup where nobody there is such a
    facilitator.
    """
    now = now or timezone.now()
    leader = facilitator or started_by
    with transaction.atomic():
        # Whoever sends the form twice at once waits here, and finds the group of the first.
        get_user_model()._default_manager.select_for_update().get(pk=started_by.pk)
        begun = StudyGroup.objects.filter(
            course_key=course.translation_key,
            name=name,
            organisation=organisation,
            started_by=started_by,
            closed_at=None,
        ).first()
        if begun is not None:
            return begun
        staff = list(_staff_of(organisation, now)) if organisation is not None else []
        if leader.pk not in {started_by.pk, *(one.pk for one in staff)}:
            raise no_such_facilitator()
        if organisation is None:
            start_course(person=leader, course=course, now=now)
        members = _begin(staff, course, now) if organisation is not None else [leader]
        group = StudyGroup.objects.create(
            course=course,
            course_key=course.translation_key,
            name=name,
            organisation=organisation,
            facilitator=leader,
            started_by=started_by,
            started_at=now,
        )
        StudyGroupMember.objects.bulk_create(
            StudyGroupMember(group=group, person=one, joined_at=now) for one in members
        )
        led = [one.pk for one in members if one.pk != leader.pk]
        end_sharing(course_key=course.translation_key, people=led)
        told = {one.pk: one for one in [*members, leader] if one.pk != started_by.pk}
        for one in told.values():
            _tell(group, one)
    return group


def _staff_of(organisation: Organisation, now: datetime) -> Iterable[Person]:
    at_work = (
        Membership.objects.teachers()
        .valid_on(timezone.localdate(now))
        .filter(organisation=organisation)
    )
    return (
        get_user_model()
        ._default_manager.filter(pk__in=at_work.values("person"), is_active=True)
        .exclude(profile__is_protected=True)
        .order_by("pk")
    )


def _begin(staff: list[Person], course: CoursePage, now: datetime) -> list[Person]:
    """Those for whom the course is open: one for those invited is open to them alone."""
    begun, refusal = [], None
    for one in staff:
        try:
            start_course(person=one, course=course, now=now)
        except CannotLearn as error:
            refusal = error
        else:
            begun.append(one)
    if refusal is not None and not begun:
        raise refusal
    return begun


def _tell(group: StudyGroup, person: Person) -> None:
    if not getattr(person, person.get_email_field_name()):
        return
    write_message(
        kind="group_started",
        key=f"group:{group.pk}:started:{person.pk}",
        person=person,
        context={
            "course": group.course,
            "title": group.course.title,
            "group_name": group.name,
            "who": shown_name_lazy(group.started_by),
            "leads": group.facilitator_id == person.pk,
            "path": reverse("progress:group", args=[group.pk]),
        },
    )
