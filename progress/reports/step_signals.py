"""How people came by each step and question of a module, over all its languages together."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from courses.models import CoursePage, ModulePage
from courses.rules.outline import Step, plain_id
from progress.models import Answer, Enrolment, StepRecord, Submission
from progress.querysets import plain_uuid
from progress.rules.signals import Signal, Trace, Tries, count_signals, show

STOPPED_AFTER = timedelta(days=30)


def step_signals(
    *, module: ModulePage, steps: Sequence[Step], now: datetime | None = None
) -> dict[str, Signal]:
    """By the id of each of the `steps` and their questions: what may be shown. Five queries.

    Of the ways through the course that are current, whichever page of the module was read. A copy
    of the module in another course has the same ids and is not counted. Who reached, has done or
    stopped at a step, and what a first try is: see count_signals. Stopped are those who have not
    completed the course, and were not active for STOPPED_AFTER. An assignment is right at first
    try where what was handed in first was approved, and each time that it is handed in counts as
    an attempt. A number is never of fewer than five people.
    """
    traces = _read_traces(module, steps, now or timezone.now())
    return {id: show(counted) for id, counted in count_signals(steps, traces).items()}


def _read_traces(module: ModulePage, steps: Sequence[Step], now: datetime) -> list[Trace]:
    course = CoursePage.objects.filter(path=module.path[: -module.steplen])
    key = course.values_list("translation_key", flat=True).first()
    here = {"module__translation_key": module.translation_key}
    done, excused = _steps_done(_of_ways(StepRecord.objects.filter(**here), key))
    tries = _tries(
        _of_ways(Answer.objects.filter(**here), key),
        _of_ways(Submission.objects.filter(**here), key),
    )
    first = steps[0].id if steps else ""
    at: dict[int, tuple[str, bool]] = {
        way: (
            plain_id(step) if step else first,
            completed_at is None and seen_at <= now - STOPPED_AFTER,
        )
        for way, step, seen_at, completed_at in Enrolment.objects.current()
        .filter(translation_key=key, at_module__translation_key=module.translation_key)
        .order_by()
        .values_list("pk", "at_step", "last_seen_at", "completed_at")
    }
    nowhere = ("", False)
    return [
        Trace(done.get(way, ()), excused.get(way, ()), tries.get(way, {}), *at.get(way, nowhere))
        for way in done.keys() | excused.keys() | tries.keys() | at.keys()
    ]


def _of_ways(evidence: QuerySet[Any], course: object) -> QuerySet[Any]:
    current = {"enrolment__is_current": True, "enrolment__translation_key": course}
    return evidence.filter(**current).order_by()


def _steps_done(records: QuerySet[StepRecord]) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """By way: (the steps done, those that are not asked for)."""
    done: dict[int, set[str]] = defaultdict(set)
    excused: dict[int, set[str]] = defaultdict(set)
    rows = records.values_list("enrolment_id", plain_uuid("step"), "how")
    for way, step, how in rows.iterator(chunk_size=10_000):
        (excused if how == StepRecord.How.EXCUSED else done)[way].add(step)
    return done, excused


def _tries(
    answers: QuerySet[Answer], submissions: QuerySet[Submission]
) -> dict[int, dict[str, dict[str, Tries]]]:
    """By way, step and question. Of several attempts the database tells the first and the last."""
    tries: dict[int, dict[str, dict[str, Tries]]] = defaultdict(lambda: defaultdict(dict))
    at_first = Q(attempt=1)
    rows = (
        answers.annotate(of=plain_uuid("step"), asked=plain_uuid("question"))
        .values("enrolment_id", "of", "asked")
        .annotate(
            last=Max("attempt"),
            first=Max("score", filter=at_first),
            mark=Max("pass_percent", filter=at_first),
        )
        .values_list("enrolment_id", "of", "asked", "last", "first", "mark")
    )
    for way, step, question, last, score, mark in rows.iterator(chunk_size=10_000):
        tries[way][step][question] = Tries(last, score, mark or 0)
    handed_in = submissions.order_by("number").values_list(
        "enrolment_id", plain_uuid("step"), plain_uuid("question"), "number", "state"
    )
    for way, step, question, number, state in handed_in:
        before = tries[way][step].get(question)
        attempts = number if state != Submission.State.DRAFT else number - 1
        tries[way][step][question] = Tries(attempts, before.first if before else FIRST.get(state))
    return tries


FIRST: dict[str, float] = {Submission.State.APPROVED: 1.0, Submission.State.RETURNED: 0.0}
