import logging
from collections import defaultdict
from collections.abc import Collection
from functools import partial

from django.db import transaction
from django_tasks import task

from progress.actions.await_writers import await_writers
from progress.actions.begin_new_versions import begin_new_versions
from progress.actions.hold_enrolment import measure
from progress.actions.sum_up_courses import sum_up_courses
from progress.actions.weigh_change import finished_with, midway_in
from progress.models import ContentChange, Enrolment, StepRecord
from progress.querysets import plain_uuid
from progress.rules.content_changes import had_done

AT_ONCE = 200
logger = logging.getLogger(__name__)

Choice = ContentChange.Choice


def apply_content_change(
    *,
    change: ContentChange,
    asked_before: Collection[str],
    asked_now: Collection[str],
    live_before: int | None,
) -> None:
    """What was chosen for people, done, in the transaction that publishes the module, or after it:
    at once, or by a task where they are many. Run again, it goes on where it was.

    `asked_before` and `asked_now` are the steps that the module asked for and asks for, and
    `live_before` is the revision that was live. Nobody completes by it: how far they are is summed
    up, and the rest is their own next act.
    """
    if change.choice == Choice.MIDWAY:
        return
    ways = _ways(change, live_before)
    if len(ways) <= AT_ONCE:
        _apply(change, ways, asked_before, asked_now, live_before)
    later = partial(
        apply_in_batches.enqueue, change.pk, sorted(asked_before), sorted(asked_now), live_before
    )
    transaction.on_commit(later)


@task()
def apply_in_batches(
    change_id: int,
    asked_before: list[str],
    asked_now: list[str],
    live_before: int | None = None,
) -> None:
    """A transaction for each batch, so that people work on meanwhile. And for those who did what
    was live before in the very moment of publishing, whom no earlier look could see."""
    change = ContentChange.objects.select_related("course", "module").get(pk=change_id)
    await_writers(key=change.course_key)
    ways = _ways(change, live_before)
    for start in range(0, len(ways), AT_ONCE):
        batch = ways[start : start + AT_ONCE]
        _apply(change, batch, asked_before, asked_now, live_before)
        logger.info("Change of content %d: %d of %d ways", change.pk, start + len(batch), len(ways))
    sum_up_courses.enqueue([str(change.course_key)])


def _ways(change: ContentChange, live_before: int | None) -> list[int]:
    """Those who had begun when the module was changed, and who have not been asked again since."""
    midway = midway_in(change.course, change.module, change.at, live_before)
    found = set(midway.values_list("pk", flat=True))
    if change.choice == Choice.AGAIN:
        finished = finished_with(change.course, change.at)
        found.update(finished.values_list("pk", flat=True))
    return sorted(found)


def _apply(
    change: ContentChange,
    ways: list[int],
    before: Collection[str],
    now: Collection[str],
    live_before: int | None,
) -> None:
    with transaction.atomic():
        if change.choice == Choice.KEEP:
            _excuse(change, ways, frozenset(before), now, live_before)
        elif change.choice == Choice.AGAIN:
            begin_new_versions(change=change, ways=ways, outline=measure(change.course))


def _excuse(
    change: ContentChange,
    ways: list[int],
    before: frozenset[str],
    now: Collection[str],
    live_before: int | None,
) -> None:
    """Who had done all of the module is not asked for what came to it; in no minutes."""
    held = Enrolment.objects.current().going_on().select_for_update(of=("self",))
    found = list(held.filter(pk__in=ways).order_by("pk").values_list("pk", flat=True))
    then: dict[int, set[str]] = defaultdict(set)
    ever: dict[int, set[str]] = defaultdict(set)
    records = StepRecord.objects.filter(enrolment__in=found)
    for way, step, at, revision in records.values_list(
        "enrolment", plain_uuid("step"), "done_at", "revision"
    ):
        ever[way].add(step)
        if at <= change.at or (revision is not None and revision == live_before):
            then[way].add(step)
    StepRecord.objects.bulk_create(
        [
            StepRecord(
                enrolment_id=way,
                module_id=change.module_id,
                step=step,
                how=StepRecord.How.EXCUSED,
                minutes=0,
                done_at=change.at,
                revision=change.revision,
            )
            for way in found
            if had_done(before, then[way])
            for step in sorted(set(now) - ever[way])
        ],
        ignore_conflicts=True,
    )
