from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from progress.actions.end_sharing import end_sharing
from progress.actions.touch_group import touch_group
from progress.actions.write_message import write_message
from progress.models import Membership, StudyGroup
from progress.models.accounts import Person
from progress.models.shown_names import shown_name_lazy
from progress.rules.study_groups import led_by_another, nobody_to_lead


def hand_over_group(
    *, group: StudyGroup, to: Person, by: Person, now: datetime | None = None
) -> StudyGroup:
    """Another leads the group from now on, and is told. What its members share with who led it is
    shared no longer: each chooses anew. To who leads it already, nothing changes.

    A facilitator hands it to a member; the manager who started it for a staff to anybody of that
    staff too, or to themselves. Raises CannotInGroup where it is closed, `by` leads it no more, or
    `to` is nobody who could.
    """
    now = now or timezone.now()
    with transaction.atomic():
        group = touch_group(group=group)
        if group.facilitator_id == to.pk:
            return group
        if by.pk != group.facilitator_id and not _started_for_staff(group, by):
            raise led_by_another()
        if not _can_lead(group, to, by, now):
            raise nobody_to_lead()
        group.facilitator = to
        group.save(update_fields=["facilitator"])
        members = group.members.filter(left_at=None).values_list("person", flat=True)
        end_sharing(course_key=group.course_key, people=members)
        if to.pk != by.pk:
            _tell(group, to, by, now)
        return group


def _started_for_staff(group: StudyGroup, person: Person) -> bool:
    return group.organisation_id is not None and group.started_by_id == person.pk


def _can_lead(group: StudyGroup, to: Person, by: Person, now: datetime) -> bool:
    if not to.is_active:
        return False
    if group.members.filter(person=to.pk, left_at=None).exists():
        return True
    if not _started_for_staff(group, by):
        return False
    at_work = (
        Membership.objects.teachers()
        .valid_on(timezone.localdate(now))
        .filter(organisation=group.organisation_id, person=to.pk)
        .exclude(person__profile__is_protected=True)
    )
    return to.pk == by.pk or at_work.exists()


def _tell(group: StudyGroup, to: Person, by: Person, now: datetime) -> None:
    if not getattr(to, to.get_email_field_name()):
        return
    write_message(
        kind="group_handed_over",
        key=f"group:{group.pk}:handed_over:{to.pk}:{int(now.timestamp() * 1000)}",
        person=to,
        context={
            "course": group.course,
            "title": group.course.title,
            "group_name": group.name,
            "who": shown_name_lazy(by),
            "path": reverse("progress:group", args=[group.pk]),
        },
    )
