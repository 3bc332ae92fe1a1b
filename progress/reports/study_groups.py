"""A study group as its people see it: who is in it, and what it does together and when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Min, Q, QuerySet

from courses.models import CoursePage
from courses.reports.outline import course_outline
from courses.rules.outline import plain_id
from progress.actions.hold_enrolment import measure
from progress.models import JointStep, Membership, Organisation, StudyGroup, StudyGroupMember
from progress.models.accounts import Person, name_of
from progress.models.shown_names import shown_name
from progress.querysets import under
from progress.reports.my_page import pages_in
from progress.reports.scope import listed
from progress.rules.study_groups import joint_steps


@dataclass
class GroupMember:
    """`done`: of the joint steps that are confirmed, those that the member was at."""

    member: StudyGroupMember
    name: str
    done: int = 0
    is_self: bool = False
    leads: bool = False


@dataclass
class GroupStep:
    """`joint` is None where nobody has planned it; `url` where the step can be read."""

    step: str
    title: str
    module: str
    minutes: int = 0
    form: str = ""
    url: str = ""
    joint: JointStep | None = None
    present: list[GroupMember] = field(default_factory=list)
    is_next: bool = False
    is_gone: bool = False

    @property
    def is_done(self) -> bool:
        return self.joint is not None and self.joint.confirmed_at is not None

    @property
    def day(self) -> date | None:
        return self.joint.planned_on if self.joint else None


@dataclass
class GroupSeen:
    group: StudyGroup
    page: CoursePage
    facilitator: str
    members: list[GroupMember]
    steps: list[GroupStep]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps if not step.is_gone)

    @property
    def total(self) -> int:
        return sum(not step.is_gone for step in self.steps)

    @property
    def next_step(self) -> GroupStep | None:
        return next((step for step in self.steps if step.is_next), None)

    def find(self, step: str) -> GroupStep | None:
        return next((one for one in self.steps if one.step == step and not one.is_gone), None)


def read_group(group: StudyGroup, *, visitor: Person, language: str) -> GroupSeen:
    """The same number of queries, however many members and steps it has.

    Who has a protected identity stands under the alias, to others than themselves.
    """
    page = pages_in(language, [group.course])[group.course_key]
    members = _members(group, visitor)
    steps = _steps(group, page)
    by_pk = {one.member.pk: one for one in members}
    by_joint = {one.joint.pk: one for one in steps if one.joint is not None}
    for joint, member in JointStep.present.through.objects.filter(
        jointstep__group=group
    ).values_list("jointstep", "studygroupmember"):
        if joint in by_joint and member in by_pk:
            by_joint[joint].present.append(by_pk[member])
            by_pk[member].done += not by_joint[joint].is_gone
    for step in steps:
        step.present.sort(key=lambda one: one.name.casefold())
    return GroupSeen(group, page, _name(group.facilitator, visitor), members, steps)


def _name(person: Any, visitor: Person) -> str:
    return name_of(person) if person.pk == visitor.pk else shown_name(person)


def _members(group: StudyGroup, visitor: Person) -> list[GroupMember]:
    rows = StudyGroupMember.objects.filter(group=group, left_at=None).select_related(
        "person__profile"
    )
    members = [
        GroupMember(
            row,
            _name(row.person, visitor),
            is_self=row.person_id == visitor.pk,
            leads=row.person_id == group.facilitator_id,
        )
        for row in rows
    ]
    return sorted(members, key=lambda one: (one.name.casefold(), one.member.pk))


def _steps(group: StudyGroup, page: CoursePage) -> list[GroupStep]:
    """Those of the course in its own order, then those done that are no longer part of it."""
    planned = {
        plain_id(one.step): one
        for one in JointStep.objects.filter(group=group).select_related("module")
    }
    outline = measure(group.course)
    read = course_outline(page) if page.live and page.pk != outline.pk else outline
    url = (page.get_url() or "") if page.live else ""
    steps = []
    for module, step in joint_steps(outline):
        shown = read.find(step.id)
        steps.append(
            GroupStep(
                step=step.id,
                title=(shown[1] if shown else step).title,
                module=(shown[0] if shown else module).title,
                minutes=step.minutes,
                form=step.form,
                url=f"{url}{shown[0].slug}/#step-{step.id}" if shown and url else "",
                joint=planned.pop(step.id, None),
            )
        )
    ahead = [one for one in steps if one.day and not one.is_done]
    if ahead:
        min(ahead, key=lambda one: str(one.day)).is_next = True
    for id, joint in planned.items():
        if joint.confirmed_at is not None:
            left = outline.find(id)
            title = left[1].title if left else ""
            steps.append(GroupStep(id, title, joint.module.title, joint=joint, is_gone=True))
    return steps


def groups_of(person: Person, today: date) -> QuerySet[Any]:
    """That somebody is in or leads, and that a manager started for a staff still theirs. The next
    day that is planned is `next_day`. Two queries."""
    managed = Membership.objects.paths_managed_by(person, today)
    within = StudyGroupMember.objects.filter(person=person.pk, left_at=None)
    return (
        StudyGroup.objects.filter(
            Q(facilitator=person.pk)
            | Q(pk__in=within.values("group"))
            | (Q(started_by=person.pk) & under("organisation__path", managed))
        )
        .select_related("course__packagepage", "facilitator__profile")
        .defer("course__body")
        .annotate(next_day=Min("joint_steps__planned_on", filter=Q(joint_steps__confirmed_at=None)))
    )


@dataclass(frozen=True)
class GroupLine:
    group: StudyGroup
    title: str
    facilitator: str
    next_day: date | None


def group_lines(person: Person, *, language: str, today: date) -> list[GroupLine]:
    """For the list of one's groups, those that go on first. Three queries."""
    groups = list(groups_of(person, today))
    pages = pages_in(language, [one.course for one in groups])
    lines = [
        GroupLine(one, pages[one.course_key].title, _name(one.facilitator, person), one.next_day)
        for one in groups
    ]
    return sorted(lines, key=lambda line: line.group.closed_at is not None)


def groups_to_report(paths: Iterable[str]) -> list[tuple[int, str]]:
    """Those started for organisations below these paths, closed ones too; of a school's own
    teachers' groups nothing is known above. One query."""
    found = StudyGroup.objects.filter(under("organisation__path", paths))
    rows = found.order_by("name", "pk").values_list("pk", "name", "organisation__name")
    return [(pk, f"{name} – {school}" if school not in name else name) for pk, name, school in rows]


@dataclass(frozen=True)
class Leader:
    """Who could lead the group in place of who does."""

    pk: int
    name: str


def leaders_to_choose(group: StudyGroup, *, visitor: Person, today: date) -> list[Leader]:
    """Its members; for the manager who started it their staff and themselves too. Two queries."""
    found = {one.member.person_id: one.name for one in _members(group, visitor)}
    if group.organisation is not None and group.started_by_id == visitor.pk:
        staff = [*staff_to_add(group.organisation, today), visitor]
        found |= {one.pk: found.get(one.pk) or name_of(one) for one in staff}
    found.pop(group.facilitator_id, None)
    leaders = [Leader(pk, name) for pk, name in found.items()]
    return sorted(leaders, key=lambda one: (one.name.casefold(), one.pk))


def staff_to_add(organisation: Organisation, today: date) -> list[Person]:
    """The teachers whom a manager can start a group with, in the order of their names. One query.

    As in `start_group`, nobody is added by another who has a protected identity.
    """
    at_work = Membership.objects.teachers().valid_on(today).filter(organisation=organisation)
    rows = at_work.filter(listed("person__profile"), person__is_active=True)
    people = {one.person_id: one.person for one in rows.select_related("person")}
    return sorted(people.values(), key=lambda one: name_of(one).casefold())
