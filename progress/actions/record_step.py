from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from courses.models import ModulePage
from courses.reports.prepared import Prepared
from courses.reports.step_questions import step_questions
from courses.rules.outline import Module, Step, plain_id
from courses.rules.questions import Question
from progress.actions.complete_course import complete_course
from progress.actions.hold_enrolment import Held
from progress.models import Certificate, Enrolment, StepRecord
from progress.models.presence import presence_of
from progress.rules.learning_errors import module_is_locked, no_such_step
from progress.rules.paths import locked_modules
from progress.rules.practice import with_note
from progress.rules.standing import Evidence, stand


@dataclass(frozen=True)
class Place:
    """A step in the outline, and the page on which it was met, in whatever language."""

    module: Module
    step: Step
    page: int
    revision: int | None
    published_at: str


@dataclass(frozen=True)
class Recorded:
    enrolment: Enrolment
    is_new: bool
    certificate: Certificate | None = None


def find_place(*, held: Held, module: ModulePage | int, step: object) -> Place:
    """Raises CannotLearn where the step is not, or no longer, part of the course."""
    pk = module if isinstance(module, int) else module.pk
    found = held.outline.find(plain_id(step))
    if found is None:
        raise no_such_step()
    if found[0].pk == pk:
        return Place(*found, pk, found[0].revision, found[0].published_at)
    other = (
        ModulePage.objects.filter(pk=pk, live=True, translation_key=found[0].key)
        .values_list("live_revision_id", "last_published_at")
        .first()
    )
    if other is None:
        raise no_such_step()
    return Place(*found, pk, other[0], other[1].isoformat() if other[1] else "")


def place_questions(place: Place) -> tuple[Question, ...]:
    """Those of the step, and the note where it has one."""
    asked = step_questions(
        page=place.page,
        revision=place.revision,
        published_at=place.published_at,
        step=place.step.id,
    )
    return with_note(place.step, asked)


def read_evidence(held: Held) -> Evidence:
    """Attendance is read only where the course asks for it."""
    way = held.enrolment
    steps: dict[str, int] = dict(STEPS.rows(way.pk))
    if not held.outline.asks_presence:
        return Evidence(steps)
    return presence_of(way.person_id, way.translation_key).with_steps(steps)


def _steps(enrolment: int) -> QuerySet[StepRecord, tuple[str, int]]:
    return StepRecord.objects.filter(enrolment_id=enrolment).order_by().plain()


STEPS = Prepared(_steps, int)


def check_open(held: Held, place: Place, evidence: Evidence) -> None:
    first = locked_modules(held.outline, evidence.steps.keys()).get(place.module.key)
    if first is not None:
        raise module_is_locked(first.title)


def record_step(
    *,
    held: Held,
    place: Place,
    evidence: Evidence,
    how: StepRecord.How,
    now: datetime,
) -> Recorded:
    """Write that the step is done and sum up, in the caller's transaction; once done stays done."""
    enrolment = held.enrolment
    is_new = place.step.id not in evidence.steps
    if is_new:
        StepRecord.objects.bulk_create(
            [
                StepRecord(
                    enrolment=enrolment,
                    module_id=place.page,
                    step=place.step.id,
                    how=how,
                    minutes=place.step.minutes,
                    done_at=now,
                    revision=place.revision,
                )
            ],
            ignore_conflicts=True,
        )
        evidence = evidence.plus(place.step)
    summary = stand(held.outline, evidence, earned=enrolment.completed_at is not None)
    enrolment.percent, enrolment.minutes = summary.percent, summary.minutes
    enrolment.at_module_id, enrolment.at_step = place.page, place.step.id
    enrolment.last_seen_at = now
    completes = summary.is_complete and enrolment.completed_at is None
    if completes:
        enrolment.completed_at = now
    enrolment.save(
        update_fields=[
            "percent",
            "minutes",
            "at_module",
            "at_step",
            "last_seen_at",
            *(["completed_at"] if completes else []),
        ]
    )
    certificate = complete_course(enrolment=enrolment, now=now) if completes else None
    return Recorded(enrolment, is_new, certificate)
