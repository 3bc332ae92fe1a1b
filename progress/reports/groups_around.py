"""The groups that somebody takes a course with, for the course's own pages."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from courses.rules.outline import plain_id
from progress.models import StudyGroup, StudyGroupMember
from progress.models.shown_names import shown_name


@dataclass(frozen=True)
class JointDay:
    """A step that the group does together: its day, and whether it is done."""

    day: date | None
    is_done: bool


@dataclass
class GroupAround:
    pk: int
    name: str
    facilitator: int
    facilitator_name: str  # an alias, where that is a protected identity
    is_member: bool
    joint: dict[str, JointDay] = field(default_factory=dict)


@dataclass(frozen=True)
class GroupsAround:
    person: int
    groups: tuple[GroupAround, ...] = ()

    @property
    def readers(self) -> dict[int, str]:
        """The names of those who can read what the person shares, by their ids."""
        return {
            one.facilitator: one.facilitator_name
            for one in self.groups
            if one.is_member and one.facilitator != self.person
        }


def read_groups_around(*, person_id: int, course_key: UUID) -> GroupsAround:
    """Those that go on. One query."""
    mine = StudyGroupMember.objects.filter(group=OuterRef("pk"), person=person_id, left_at=None)
    rows = (
        StudyGroup.objects.filter(course_key=course_key, closed_at=None)
        .annotate(is_mine=Exists(mine))
        .filter(Q(facilitator=person_id) | Q(is_mine=True))
        .annotate(
            joint=F("joint_steps__step"),
            joint_day=F("joint_steps__planned_on"),
            joint_done=F("joint_steps__confirmed_at"),
        )
        .select_related("facilitator__profile")
        .defer("notes")
        .order_by("started_at", "pk")
    )
    found: dict[int, GroupAround] = {}
    for row in rows:
        group = found.get(row.pk)
        if group is None:
            name = shown_name(row.facilitator)
            group = GroupAround(row.pk, row.name, row.facilitator_id, name, row.is_mine)
            found[row.pk] = group
        if row.joint is not None:
            done = row.joint_done is not None
            group.joint[plain_id(row.joint)] = JointDay(row.joint_day, done)
    return GroupsAround(person_id, tuple(found.values()))
