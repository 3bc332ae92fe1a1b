from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from courses.models import ModulePage
from courses.rules.outline import plain_id
from progress.actions.hold_enrolment import Held, Way, hold_enrolment
from progress.actions.note_save import note_save
from progress.actions.record_step import Place, find_place, place_questions
from progress.models import Answer, Save
from progress.querysets import plain_uuid
from progress.rules.drafts import (
    Draft,
    NoLongerAsked,
    WrittenElsewhere,
    find_conflicts,
    seen_versions,
)
from progress.rules.given import Kept, no_longer_asked, read_all_given


def keep_answers(
    *,
    enrolment: Way,
    module: ModulePage | int,
    step: object,
    answers: Mapping[str, object],
    only: Collection[str] | None = None,
    based_on: Mapping[str, int] | None = None,
    uid: UUID | None = None,
    now: datetime | None = None,
) -> dict[str, int]:
    """What is half-written, kept for the next time: no attempt, and no evidence of anything.

    `only` names the questions that were written in, else all are; `based_on` has the versions that
    the writer had before them. Gives the versions as they are now. The same save, known by its
    `uid`, is kept once. Raises WrittenElsewhere where others have written since: what is not in
    question is kept, and theirs is not written over; NoLongerAsked where something was written for
    a question that the step has no more, when the rest is kept.
    """
    now = now or timezone.now()
    with transaction.atomic():
        held = hold_enrolment(enrolment=enrolment)
        place = find_place(held=held, module=module, step=step)
        drafts = read_drafts(held=held, place=place)
        versions = {id: draft.version for id, draft in drafts.items()}
        questions = place_questions(place)
        gone = no_longer_asked(questions, answers)
        if not note_save(enrolment=held.enrolment, uid=uid, now=now):
            versions = seen_versions(drafts, based_on)
            if gone:
                raise NoLongerAsked(gone, versions)
            return versions
        given = read_all_given(questions, answers)
        if only is not None:
            written = {plain_id(id) for id in only}
            given = {id: value for id, value in given.items() if id in written}
        conflicts = find_conflicts(questions, given, drafts, based_on)
        given = {id: value for id, value in given.items() if id not in conflicts}
        versions |= {id: max(versions.get(id, 0), (based_on or {}).get(id, 0)) + 1 for id in given}
        _write(held, place, given, versions, now)
        if conflicts and uid:
            # It has not come in whole: sent again, it is answered in the same way.
            Save.objects.filter(enrolment=held.enrolment, uid=uid).delete()
    if conflicts:
        raise WrittenElsewhere(conflicts, versions)
    if gone:
        raise NoLongerAsked(gone, versions)
    return versions


def read_drafts(*, held: Held, place: Place) -> dict[str, Draft]:
    """By question: what is half-written, or else the latest attempt."""
    rows = Answer.objects.filter(enrolment=held.enrolment, step=place.step.id).order_by("-attempt")
    latest: dict[str, Draft] = {}
    for id, attempt, value, version in rows.values_list(
        plain_uuid("question"), "attempt", "value", "version"
    ):
        if id not in latest:
            latest[id] = Draft(value, version, attempt, is_sent_in=attempt > 0)
        elif not attempt:
            latest[id] = Draft(value, version, latest[id].attempts)
    return latest


def _write(
    held: Held, place: Place, given: dict[str, Kept], versions: dict[str, int], now: datetime
) -> None:
    Answer.objects.bulk_create(
        [
            Answer(
                enrolment=held.enrolment,
                module_id=place.page,
                step=place.step.id,
                question=question,
                attempt=0,
                value=value,
                version=versions[question],
                pass_percent=place.step.pass_percent,
                answered_at=now,
                revision=place.revision,
            )
            for question, value in given.items()
        ],
        update_conflicts=True,
        unique_fields=["enrolment", "step", "question", "attempt"],
        update_fields=["module", "value", "version", "pass_percent", "answered_at", "revision"],
    )
    row = held.enrolment
    row.at_module_id, row.at_step, row.last_seen_at = place.page, place.step.id, now
    row.save(update_fields=["at_module", "at_step", "last_seen_at"])
