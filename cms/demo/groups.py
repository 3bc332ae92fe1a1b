"""A school's team that takes a package together: one step done, the next one planned."""

import datetime

from django.utils import timezone

from cms.demo.learning import YOUNG
from cms.models import User
from courses.models import CoursePage
from courses.reports.outline import course_outline
from progress.actions.confirm_joint_step import confirm_joint_step
from progress.actions.join_study_group import join_study_group
from progress.actions.plan_joint_step import plan_joint_step
from progress.actions.save_group_notes import save_group_notes
from progress.actions.start_group import start_group
from progress.rules.study_groups import joint_steps

NAME = "Torsdagsgruppen"
COLLEAGUES = ("alva.snoskata", "birk.tallkotte", "cia.myrull")
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
