"""A group that takes a package together: at Luleå, with what it does alone and together."""

from types import SimpleNamespace
from typing import Any

from courses.rules.outline import plain_id
from progress.actions.join_study_group import join_study_group
from progress.actions.start_group import start_group
from progress.models import StudyGroup
from tests.progress.packages import module, package, question, step, step_ids
from tests.progress.staff import make_cast


def make_team(**fields: Any) -> SimpleNamespace:
    """Anna leads, Bo is a member; the package has a step alone, two together and a follow-up whose
    questions have right answers, so that each answers it."""
    cast = make_cast()
    course = package(**fields)
    quiz = [question("short", answers=["ja"])]
    page = module(
        course,
        step("Read"),
        step("Talk", form="group", minutes=30),
        step("Meet again", form="follow-up", minutes=20),
        step("Test", form="follow-up", questions=quiz),
        title="Listening",
    )
    read, talk, meet, test = (plain_id(id) for id in step_ids(page))
    group = start_group(course=course, name="Luleå on Thursdays", started_by=cast.anna)
    join_study_group(group=group, person=cast.bo)
    return SimpleNamespace(
        **vars(cast),
        course=course,
        page=page,
        read=read,
        talk=talk,
        meet=meet,
        test=test,
        group=group,
    )


def member_of(group: StudyGroup, person: Any) -> int:
    return group.members.get(person=person).pk
