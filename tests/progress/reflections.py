"""A team whose package asks for a reflection, saved by Bo; Anna leads."""

from types import SimpleNamespace
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext, ngettext, override

from courses.rules.outline import plain_id
from progress.actions.answer_step import answer_step
from progress.actions.hold_enrolment import WayOf
from progress.actions.join_study_group import join_study_group
from progress.actions.share_reflection import share_reflection
from progress.actions.start_group import start_group
from tests.progress.packages import choice, module, package, question, step, step_ids
from tests.progress.staff import make_cast


def make_writers(**fields: Any) -> SimpleNamespace:
    cast = make_cast()
    course = package(**fields)
    heard = question("reflection", "What did you hear?")
    quiz = question("single", "Again?", choices=[choice("Yes", correct=True), choice("No")])
    page = module(
        course, step("Listen", questions=[heard]), step("Quiz", questions=[quiz]), title="Sound"
    )
    group = start_group(course=course, name="Luleå on Thursdays", started_by=cast.anna)
    join_study_group(group=group, person=cast.bo)
    listen, quiz_step = (plain_id(id) for id in step_ids(page))
    team = SimpleNamespace(
        **vars(cast),
        course=course,
        page=page,
        group=group,
        listen=listen,
        quiz_step=quiz_step,
        heard=plain_id(heard["id"]),
        quiz=plain_id(quiz["id"]),
    )
    write(team, cast.bo, "Taket knarrade.")
    return team


def way_of(team: SimpleNamespace, person: Any) -> WayOf:
    return WayOf(person.pk, team.course.translation_key)


def write(team: SimpleNamespace, person: Any, words: str) -> None:
    answer_step(
        enrolment=way_of(team, person),
        module=team.page,
        step=team.listen,
        answers={team.heard: words},
    )


def share(team: SimpleNamespace, person: Any, **more: Any) -> None:
    what = {"module": team.page, "step": team.listen, "question": team.heard} | more
    share_reflection(enrolment=way_of(team, person), **what)


def in_swedish(words: str, **params: Any) -> str:
    """As the Swedish module page says it, whatever the translation is."""
    with override("sv"):
        return escape(gettext(words) % params)


def can_read(name: str) -> str:
    many = "Your facilitators, %(names)s, can read this."
    with override("sv"):
        one = ngettext("Your facilitator, %(names)s, can read this.", many, 1)
        return escape(one % {"names": name})
