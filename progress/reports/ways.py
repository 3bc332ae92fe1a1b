"""One person's way through one course, for the course's pages and the person's own."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from courses.models import CoursePage
from courses.reports.outline import course_outline
from courses.reports.prepared import Prepared
from courses.rules.outline import Module, Outline, Step, plain_id
from courses.rules.questions import Question
from progress.actions.hold_enrolment import measure
from progress.models import Answer, Certificate, Enrolment, SharedReflection, StepRecord, StudyGroup
from progress.models.presence import presence_of, waits_for_closing
from progress.querysets import plain_uuid
from progress.reports.asked_again import AskedAgain, read_asked_again
from progress.reports.content_changes import new_steps_since
from progress.rules.given import Given, Kept
from progress.rules.grading import grade
from progress.rules.paths import locked_modules, place_to_resume
from progress.rules.standing import Evidence, Standing, stand

FIELDS = (
    "pk", "person_id", "translation_key", "course_id", "percent", "minutes", "completed_at",
    "at_module_id", "at_step", "at_media", "at_second", "version", "started_at",
)  # fmt: skip


@dataclass
class WayThrough:
    """What the person has done, and what the course that they read asks for."""

    enrolment: Enrolment
    outline: Outline
    steps: dict[str, int] = field(default_factory=dict)
    excused: frozenset[str] = frozenset()
    in_group: bool = False  # with colleagues, now: what that means is read only then

    @cached_property
    def standing(self) -> Standing:
        return stand(self.outline, self.evidence, earned=self.is_complete)

    @cached_property
    def evidence(self) -> Evidence:
        """No query where the course asks for no attendance."""
        if not self.outline.asks_presence:
            return Evidence(self.steps)
        there = presence_of(self.enrolment.person_id, self.enrolment.translation_key)
        return there.with_steps(self.steps)

    @cached_property
    def locked(self) -> dict[str, Module]:
        return locked_modules(self.outline, self.steps.keys())

    @cached_property
    def measured_url(self) -> str:
        """Of the course's page that the way is measured by."""
        return CoursePage.objects.get(pk=self.outline.pk).get_url() or ""

    @property
    def is_complete(self) -> bool:
        return self.enrolment.completed_at is not None

    @cached_property
    def may_finish(self) -> bool:
        """All is done that the course asks for since it was changed, and nothing left to press.
        A query where that is by presence."""
        if self.is_complete or self.enrolment.percent < 100:
            return False
        if not self.outline.asks_presence:
            return True
        return stand(self.outline, Evidence(self.steps)).is_complete or not waits_for_closing(
            self.enrolment.person_id, self.enrolment.translation_key
        )

    @cached_property
    def place(self) -> tuple[Module, Step | None] | None:
        """Where to go on: where the person was, or else the first step to do."""
        at = self.enrolment
        module = next((one for one in self.outline.modules if one.pk == at.at_module_id), None)
        return place_to_resume(
            self.outline,
            self.steps.keys(),
            module.key if module else None,
            plain_id(at.at_step) if at.at_step else None,
        )

    @cached_property
    def new_since(self) -> frozenset[str]:
        """Steps that came after the course was completed. No query while it is not."""
        completed_at = self.enrolment.completed_at
        if completed_at is None:
            return frozenset()
        key = self.enrolment.translation_key
        return new_steps_since(self.outline.pk, key, completed_at).difference(self.steps)

    @cached_property
    def asked_again(self) -> AskedAgain | None:
        """No query of a first version."""
        return read_asked_again(self.enrolment, self.outline)

    @cached_property
    def certificates(self) -> list[Certificate]:
        """The ones that hold. No query while the course is not completed."""
        if not self.is_complete:
            return []
        return list(Certificate.objects.filter(enrolment=self.enrolment, successor=None))

    def done_in(self, module: Module) -> int:
        return sum(step.id in self.steps for step in module.steps)


def read_way(*, person_id: int, course: CoursePage, stamp: str | None = None) -> WayThrough | None:
    """The enrolment and its steps in one query. `stamp`: the course's modules_stamp(), if read."""
    rows = WAY.rows(person_id, course.translation_key)
    if not rows:
        return None
    enrolment = Enrolment(**dict(zip(FIELDS, rows[0], strict=False)))
    if enrolment.course_id == course.pk and course.live:
        outline = course_outline(course, stamp)
    else:
        outline = measure(CoursePage.objects.get(pk=enrolment.course_id))
    steps = {row[-3]: row[-2] for row in rows if row[-3]}
    excused = frozenset(row[-3] for row in rows if row[-1] == StepRecord.How.EXCUSED)
    in_group = rows[0][len(FIELDS)] is not None
    return WayThrough(enrolment, outline, steps, excused, in_group)


def _way(person_id: int, translation_key: uuid.UUID) -> QuerySet[Any, Any]:
    own = Q(facilitator=person_id) | Q(members__person=person_id, members__left_at=None)
    groups = StudyGroup.objects.filter(own, course_key=translation_key, closed_at=None).order_by()
    return (
        Enrolment.objects.current()
        .filter(person_id=person_id, translation_key=translation_key)
        .order_by()
        .annotate(group=Subquery(groups.values("pk")[:1]))
        .values_list(*FIELDS, "group", plain_uuid("steps__step"), "steps__minutes", "steps__how")
    )


WAY = Prepared(_way, int, uuid.UUID)


def read_answers(
    enrolment: Enrolment, steps: Iterable[tuple[str, Iterable[Question]]]
) -> dict[str, Given]:
    """What to show in each question: what is half-written, else the latest attempt as judged."""
    questions = {question.id: question for _, asked in steps for question in asked}
    if not questions:
        return {}
    rows = _answers_to(len(questions)).rows(enrolment.pk, *[uuid.UUID(hex=id) for id in questions])
    latest: dict[str, tuple[int, Kept, int]] = {}
    drafts: dict[str, tuple[Kept, int]] = {}
    shared = set()
    for id, attempt, value, version, is_shared in rows:
        if is_shared:
            shared.add(id)
        if attempt:
            latest[id] = (attempt, value, version)
        else:
            drafts[id] = (value, version)
    given = {}
    for id, question in questions.items():
        attempt, value, version = latest.get(id, (0, "", 0))
        if id in drafts:
            value, version = drafts[id]
            given[id] = Given(value=value, attempts=attempt, version=version)
        elif attempt:
            given[id] = replace(judge(question, value, attempt), version=version)
    return {id: replace(one, is_shared=id in shared) for id, one in given.items()}


@cache
def _answers_to(number: int) -> Prepared:
    """The answers to so many questions."""

    def answers(enrolment: int, *questions: uuid.UUID) -> QuerySet[Any, Any]:
        shared = SharedReflection.objects.filter(
            enrolment=OuterRef("enrolment"), question=OuterRef("question")
        )
        return (
            Answer.objects.filter(enrolment_id=enrolment, question__in=questions)
            .order_by("attempt")
            .values_list(plain_uuid("question"), "attempt", "value", "version", Exists(shared))
        )

    return Prepared(answers, int, *[uuid.UUID] * number)


def judge(question: Question, value: Kept, attempts: int) -> Given:
    result = grade(question, value)
    words = {choice.id: choice.feedback for choice in question.choices}
    feedback = [words[id] for id in result.feedback]
    if result.correct is not None:
        whole = question.feedback_right if result.correct else question.feedback_wrong
        feedback += [whole] if whole else []
    return Given(
        value=value if isinstance(value, list) else str(value),
        right=result.correct,
        partly=bool(result.score),
        feedback=tuple(feedback),
        attempts=attempts,
        is_judged=True,
    )
