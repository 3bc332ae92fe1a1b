from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.models import ModulePage
from courses.rules.outline import plain_id
from progress.actions.hold_enrolment import Held, Way, hold_enrolment
from progress.actions.record_step import find_place, place_questions
from progress.models import Answer, SharedReflection
from progress.models.readers import groups_that_read
from progress.rules.sharing import (
    can_be_shared,
    no_such_reflection,
    nobody_to_share_with,
    nothing_to_share,
    readers_changed,
)


def share_reflection(
    *,
    enrolment: Way,
    module: ModulePage | int,
    step: object,
    question: object,
    readers: Collection[int] | None = None,
    now: datetime | None = None,
) -> SharedReflection:
    """The person's facilitators can read what they last saved there, and will save; not what is
    half-written. Done twice, it changes nothing.

    `readers`: the facilitators whom the person had before them, by their ids. Raises CannotLearn
    where they are others by now, where there is none but the person, where nothing is saved yet,
    and where the step has no such reflection.
    """
    with transaction.atomic():
        # Whoever changes who reads waits for this, or this for them: see end_sharing.
        held = hold_enrolment(enrolment=enrolment)
        place = find_place(held=held, module=module, step=step)
        id = plain_id(question)
        if id not in can_be_shared(place_questions(place)):
            raise no_such_reflection()
        _check_readers(held, readers)
        kept = Answer.objects.filter(enrolment=held.enrolment, question=id, attempt__gt=0)
        if not kept.exists():
            raise nothing_to_share()
        shared, _is_new = SharedReflection.objects.get_or_create(
            enrolment=held.enrolment,
            question=id,
            defaults={"step": place.step.id, "at": now or timezone.now()},
        )
        return shared


def _check_readers(held: Held, readers: Collection[int] | None) -> None:
    way = held.enrolment
    groups = groups_that_read(way.person_id, way.translation_key)
    are = set(groups.values_list("facilitator", flat=True))
    if not are:
        raise nobody_to_share_with()
    if readers is not None and are != set(readers):
        raise readers_changed()
