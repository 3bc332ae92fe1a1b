"""What waits to be read by somebody, and what they or others have answered."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from courses.models import ModulePage
from courses.rules.outline import plain_id, read_steps
from courses.rules.questions import Question, read_questions
from progress.models import StudyGroup, StudyGroupMember, Submission
from progress.models.accounts import Person
from progress.models.reviewers import ways_reviewed_by
from progress.models.shown_names import shown_name
from progress.reports.tables import Column, sort_rows
from progress.reports.titles import course_titles
from progress.rules.people import fold


@dataclass(frozen=True)
class WantedReviews:
    state: str = Submission.State.HANDED_IN
    course: uuid.UUID | None = None
    group: int | None = None
    search: str = ""
    sort: str = ""


@dataclass
class ReviewRow:
    submission: Submission
    name: str
    course: str
    step: str
    module: str

    @property
    def handed_in_at(self) -> datetime | None:
        return self.submission.handed_in_at

    def holds(self, words: str) -> bool:
        """Searched in what is shown, so that a search does not tell what an alias hides."""
        text = fold(f"{self.name} {self.course} {self.step} {self.module}")
        return all(word in text for word in fold(words).split())


COLUMNS: tuple[Column[ReviewRow], ...] = (
    Column("name", _("Name"), lambda row: row.name),
    Column("course", _("Course"), lambda row: row.course),
    Column("step", _("Assignment"), lambda row: row.step),
    Column("round", _("Round"), lambda row: row.submission.number, is_number=True),
    Column("handed-in", _("Handed in"), lambda row: row.handed_in_at),
)


def reviewed_by(person: Person) -> QuerySet[Submission]:
    """All that was ever handed in to somebody, the longest waiting first."""
    return (
        Submission.objects.exclude(state=Submission.State.DRAFT)
        .filter(enrolment__in=ways_reviewed_by(person))
        .select_related("enrolment__person__profile", "module")
        .defer("module__steps", "text")
        .order_by("handed_in_at", "pk")
    )


def review_rows(person: Person, wanted: WantedReviews, *, language: str) -> list[ReviewRow]:
    """Four queries, however many there are."""
    found = reviewed_by(person).filter(state=wanted.state)
    if wanted.course:
        found = found.filter(enrolment__translation_key=wanted.course)
    if wanted.group:
        members = StudyGroupMember.objects.filter(group=wanted.group, left_at=None)
        found = found.filter(
            enrolment__person__in=members.values("person"),
            enrolment__translation_key__in=StudyGroup.objects.filter(pk=wanted.group).values(
                "course_key"
            ),
        )
    waiting = list(found)
    titles = course_titles((one.enrolment.translation_key for one in waiting), language)
    steps = step_titles({one.module_id for one in waiting})
    rows = (
        ReviewRow(
            one,
            shown_name(one.enrolment.person),
            titles.get(one.enrolment.translation_key, ""),
            steps.get((one.module_id, plain_id(one.step)), str(one.module.title)),
            str(one.module.title),
        )
        for one in waiting
    )
    return sort_rows((row for row in rows if row.holds(wanted.search)), COLUMNS, wanted.sort)


def step_titles(modules: Iterable[int]) -> dict[tuple[int, str], str]:
    """By module and step. One query."""
    pages = ModulePage.objects.filter(pk__in=set(modules)).only("steps")
    return {
        (page.pk, step.id): step.title for page in pages for step in read_steps(page.steps.raw_data)
    }


@dataclass(frozen=True)
class Choices:
    courses: list[tuple[uuid.UUID, str]]
    groups: list[tuple[int, str]]


def review_choices(person: Person, *, language: str) -> Choices:
    """The courses and the groups from which something was handed in to them. Three queries."""
    keys = reviewed_by(person).order_by().values_list("enrolment__translation_key", flat=True)
    titles = course_titles(set(keys.distinct()), language)
    groups = StudyGroup.objects.filter(facilitator=person.pk, closed_at=None).order_by("name", "pk")
    return Choices(
        sorted(titles.items(), key=lambda one: one[1].casefold()),
        list(groups.values_list("pk", "name")),
    )


def asked_of(submission: Submission) -> tuple[str, Question | None]:
    """The title of its step, and what was asked, as both stand on the page today."""
    for block in submission.module.steps.raw_data:
        if plain_id(block.get("id")) == plain_id(submission.step):
            questions: dict[str, Any] = {
                one.id: one for one in read_questions(block["value"].get("questions") or ())
            }
            return block["value"].get("title") or "", questions.get(plain_id(submission.question))
    return "", None
