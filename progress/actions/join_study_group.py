from datetime import datetime

from django.db import transaction
from django.utils import timezone

from progress.actions.end_sharing import end_sharing
from progress.actions.start_course import start_course
from progress.actions.touch_group import touch_group
from progress.models import StudyGroup, StudyGroupMember
from progress.models.accounts import Person


def join_study_group(
    *, group: StudyGroup, person: Person, now: datetime | None = None
) -> StudyGroupMember:
    """By the group's link: a member from now on, and the person's way through the course begins.

    What they share with the facilitator of another group ends. Done twice, it changes nothing.
    Raises CannotInGroup where the group is closed, CannotLearn
    where the course is, to who has not begun it.
    """
    now = now or timezone.now()
    with transaction.atomic():
        group = touch_group(group=group)
        start_course(person=person, course=group.course, now=now)
        member, is_new = StudyGroupMember.objects.get_or_create(
            group=group, person=person, defaults={"joined_at": now}
        )
        if member.left_at is not None:
            is_new, member.left_at = True, None
            member.save(update_fields=["left_at"])
        if is_new:
            end_sharing(course_key=group.course_key, people=[person.pk])
        return member
