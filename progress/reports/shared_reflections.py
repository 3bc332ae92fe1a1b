"""What the members of a group share with who leads it, in the order of the course."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from courses.models import ModulePage
from courses.reports.outline import course_outline
from courses.rules.outline import Outline, plain_id
from courses.rules.questions import read_questions
from progress.actions.hold_enrolment import measure
from progress.models import Answer, SharedReflection, StudyGroup, StudyGroupMember
from progress.models.shown_names import shown_name
from progress.querysets import plain_uuid
from progress.reports.my_page import pages_in
from progress.rules.practice import NOTE, note_of


class Asked(NamedTuple):
    """Where a question stands in the course, as the reader's language has it."""

    place: int
    module: str
    step: str
    title: str
    url: str
    prompt: str


@dataclass(frozen=True)
class Shared:
    """`answer` is the latest that was saved; its text is read for the page that shows it."""

    answer: int
    name: str
    asked: Asked
    at: datetime


def shared_with(group: StudyGroup, *, language: str) -> list[Shared]:
    """For the facilitator alone, of those who are members now. As many queries however many there
    are; who has a protected identity stands under the alias."""
    members = StudyGroupMember.objects.filter(group=group, left_at=None).exclude(
        person=group.facilitator_id
    )
    names = {
        one.person_id: shown_name(one.person) for one in members.select_related("person__profile")
    }
    asked = _asked(group, language)
    rows = _answers_shared(group, names).values_list(
        "pk", "enrolment__person", plain_uuid("question"), "answered_at"
    )
    found = [
        Shared(answer, names[person], asked[question], at)
        for answer, person, question, at in rows
        if question in asked
    ]
    return sorted(found, key=lambda one: (one.asked.place, one.name.casefold(), one.answer))


def texts_of(shared: Sequence[Shared]) -> dict[int, str]:
    """By the answer. One query."""
    return dict(
        Answer.objects.filter(pk__in=[one.answer for one in shared])
        .order_by()
        .values_list("pk", "value")
    )


def _answers_shared(group: StudyGroup, people: dict[int, str]) -> QuerySet[Answer]:
    """Of each the latest; what was emptied since is not among them."""
    same = {"enrolment": OuterRef("enrolment"), "question": OuterRef("question")}
    later = Answer.objects.filter(**same, attempt__gt=OuterRef("attempt"))
    return (
        Answer.objects.filter(
            Exists(SharedReflection.objects.filter(**same)),
            ~Exists(later),
            enrolment__person__in=list(people),
            enrolment__translation_key=group.course_key,
            enrolment__is_current=True,
            attempt__gt=0,
        )
        .exclude(value="")
        .order_by()
    )


def _asked(group: StudyGroup, language: str) -> dict[str, Asked]:
    """Every question of the course as it is now. Of what is gone nobody could take back that they
    share it: it is not shown."""
    page = pages_in(language, [group.course])[group.course_key]
    outline = measure(group.course)
    read = course_outline(page) if page.live and page.pk != outline.pk else outline
    prompts = _prompts([read, outline])
    url = (page.get_url() or "") if page.live else ""
    asked: dict[str, Asked] = {}
    for module in outline.modules:
        for step in module.steps:
            shown = read.find(step.id)
            where = shown[0] if shown else module
            link = f"{url}{where.slug}/#step-{step.id}" if shown and url else ""
            title = (shown[1] if shown else step).title
            for id, _of_kind in step.questions:
                prompt = prompts.get(id, "")
                asked[id] = Asked(len(asked), where.title, step.id, title, link, prompt)
            if note_of(step):
                asked[step.id] = Asked(len(asked), where.title, step.id, title, link, _(NOTE))
    return asked


def _prompts(outlines: Sequence[Outline]) -> dict[str, str]:
    """In the language of the first outline that has the question. One query."""
    order = {module.pk: place for place, one in enumerate(outlines) for module in one.modules}
    pages: list[Any] = list(ModulePage.objects.filter(pk__in=order).only("steps"))
    pages.sort(key=lambda page: -order[page.pk])
    return {
        plain_id(question.id): question.prompt
        for page in pages
        for block in page.steps.raw_data
        for question in read_questions(block["value"].get("questions") or ())
    }
