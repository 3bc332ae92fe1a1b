"""A school's team that takes a package together: one step done, the next one planned, and one
reflection that its writer lets the facilitator read, beside a note of what was tried."""

import datetime

from django.utils import timezone

from cms.demo.learning import YOUNG
from cms.models import User
from courses.models import CoursePage
from courses.reports.outline import course_outline
from courses.rules.outline import REFLECTION
from progress.actions.answer_step import answer_step
from progress.actions.confirm_joint_step import confirm_joint_step
from progress.actions.join_study_group import join_study_group
from progress.actions.plan_joint_step import plan_joint_step
from progress.actions.save_group_notes import save_group_notes
from progress.actions.share_reflection import share_reflection
from progress.actions.start_group import start_group
from progress.models import Enrolment, StudyGroup
from progress.rules.practice import PRACTICE
from progress.rules.study_groups import joint_steps

NAME = "Torsdagsgruppen"
COLLEAGUES = ("alva.snoskata", "birk.tallkotte", "cia.myrull")
THOUGHT = """Jag frågade vem som ville ha nycklarna till salen, och den tystaste räckte upp handen.

Nästa gång låter jag dem själva skriva dagordningen: https://example.org/dagordning"""
NOTE = "De pratade mer än jag. Nästa gång börjar jag med tystnad i två minuter."
WERE_THERE = 3  # the last to join was ill
NOTES = """Vi ses i stora salen klockan tre. Ta med anteckningarna från er första elevgrupp.

Frågor till nästa gång:
Vem låser efter kvällen, och vem har nyckeln till ljudbordet?
Budgetmallen finns på https://example.org/budget"""


def make_groups() -> None:
    now = timezone.localtime().replace(hour=15, minute=30, second=0, microsecond=0)
    teacher = User.objects.get(email="teacher@example.org")
    course = CoursePage.objects.get(slug=YOUNG)
    began = now - datetime.timedelta(days=8)
    group = start_group(course=course, name=NAME, started_by=teacher, now=began)
    for number, who in enumerate(COLLEAGUES, 1):
        person = User.objects.get(email=f"{who}@example.org")
        joined = began + datetime.timedelta(hours=number)
        join_study_group(group=group, person=person, now=joined)
    (_module, talk), (_later, meet) = joint_steps(course_outline(course))[:2]
    met = now - datetime.timedelta(days=2)
    plan_joint_step(group=group, step=talk.id, planned_on=met.date())
    there = list(group.members.order_by("pk").values_list("pk", flat=True)[:WERE_THERE])
    confirm_joint_step(group=group, step=talk.id, present=there, by=teacher, now=met)
    coming = now.date() + datetime.timedelta(days=12)
    plan_joint_step(group=group, step=meet.id, planned_on=coming)
    save_group_notes(group=group, notes=NOTES, version=0)
    share_a_thought(group, now - datetime.timedelta(days=1))


def share_a_thought(group: StudyGroup, when: datetime.datetime) -> None:
    """Of the first member: a reflection that is shared, and a note that stays theirs."""
    way = Enrolment.objects.get(person__email=f"{COLLEAGUES[0]}@example.org", course=group.course)
    module, step, question = next(
        (module.pk, step.id, id)
        for module in course_outline(group.course).modules
        for step in module.steps
        for id, kind in step.questions
        if kind == REFLECTION and step.form == PRACTICE
    )
    answers = {question: THOUGHT, step: NOTE}
    answer_step(enrolment=way, module=module, step=step, answers=answers, now=when)
    share_reflection(enrolment=way, module=module, step=step, question=question, now=when)
