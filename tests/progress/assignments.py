"""A package with an assignment, a learner in a group, who leads it, and others around them."""

from io import BytesIO
from types import SimpleNamespace
from typing import Any

from django.core.files import File

from courses.models import CoursePage
from courses.rules.outline import plain_id
from progress.actions.add_file import add_file
from progress.actions.hand_in import hand_in
from progress.actions.join_study_group import join_study_group
from progress.actions.start_course import start_course
from progress.actions.start_group import start_group
from progress.models import Submission
from tests.progress.packages import module, package, question, step, step_ids
from tests.progress.staff import make_cast

PDF = b"%PDF-1.7 what I planned"


def make_class(course: CoursePage | None = None, **fields: Any) -> SimpleNamespace:
    """Anna leads the group, Bo is its member, and has begun; the package's first step is an
    assignment of 90 minutes with a reflection beside it, its second is read."""
    cast = make_cast()
    course = course or package(certificate="completion")
    asked = question("assignment", "Plan three lessons.", accepts="both", files=2, **fields)
    thought = question("reflection", "What was hard?")
    page = module(
        course,
        step("Plan", minutes=90, questions=[asked, thought]),
        step("Read", required=False),
    )
    group = start_group(course=course, name="Luleå on Thursdays", started_by=cast.anna)
    join_study_group(group=group, person=cast.bo)
    plan, read = (plain_id(id) for id in step_ids(page))
    return SimpleNamespace(
        **vars(cast),
        course=course,
        page=page,
        group=group,
        way=start_course(person=cast.bo, course=course),
        asked=plain_id(asked["id"]),
        thought=plain_id(thought["id"]),
        plan=plan,
        read=read,
    )


def named(name: str = "plan.pdf", content: bytes = PDF) -> File:
    return File(BytesIO(content), name=name)


def attach(team: SimpleNamespace, file: File | None = None) -> Any:
    return add_file(enrolment=team.way, module=team.page, step=team.plan, file=file or named())


def handed_in(team: SimpleNamespace, text: str = "Pulse, then song.", **more: Any) -> Submission:
    submission = hand_in(
        enrolment=team.way,
        module=team.page,
        step=team.plan,
        answers={team.asked: text, team.thought: more.pop("thought", "")},
        **more,
    )
    assert submission is not None
    return submission
