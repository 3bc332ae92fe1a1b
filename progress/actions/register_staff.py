from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from courses.models import SeatPool
from progress.actions.register import register
from progress.models import Organisation, Registration
from progress.models.accounts import Person
from progress.rules.offers import Refusal
from progress.rules.reasons import REGISTERED_BY_MANAGER


@dataclass(frozen=True)
class StaffLine:
    """One of those whom a manager registers: what they have now, or why not."""

    person: Person
    registration: Registration | None = None
    refusal: Refusal | None = None

    @property
    def is_good(self) -> bool:
        return self.refusal is None


def register_staff(
    *,
    people: Sequence[tuple[Person, Organisation | None]],
    pool: SeatPool,
    by: Person,
    only_good: bool = False,
    dry_run: bool = False,
    approved: bool = True,
    now: datetime | None = None,
) -> list[StaffLine]:
    """Registers each for the seats, in the order given; who finds them full queues.

    All or nothing where somebody is refused, unless `only_good`. `dry_run` says what would come of
    it, seat by seat, and changes nothing. `approved` is the manager's own yes, which nobody says to
    themselves.
    """
    now = now or timezone.now()

    def one(person: Person, workplace: Organisation | None) -> Registration:
        return register(
            person=person,
            pool=pool,
            by=by,
            workplace=workplace,
            wait=True,
            approved=approved and person.pk != by.pk,
            tell=not dry_run,
            why=REGISTERED_BY_MANAGER,
            now=now,
        )

    with transaction.atomic():
        lines = [_line(person, workplace, one) for person, workplace in people]
        if dry_run or (not only_good and not all(line.is_good for line in lines)):
            transaction.set_rollback(True)
    return lines


def _line(
    person: Person,
    workplace: Organisation | None,
    one: Callable[[Person, Organisation | None], Registration],
) -> StaffLine:
    try:
        with transaction.atomic():
            return StaffLine(person, one(person, workplace))
    except Refusal as refusal:
        return StaffLine(person, refusal=refusal)
