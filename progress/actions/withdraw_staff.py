from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from progress.actions.withdraw import withdraw
from progress.models import Registration
from progress.models.accounts import Person
from progress.rules.offers import Refusal
from progress.rules.reasons import WITHDRAWN_BY_MANAGER


@dataclass(frozen=True)
class WithdrawnLine:
    """One of those whom a manager withdraws; why not, where it was refused."""

    registration: Registration
    refusal: Refusal | None = None

    @property
    def is_done(self) -> bool:
        return self.refusal is None


def withdraw_staff(
    *, registrations: Sequence[Registration], by: Person, now: datetime | None = None
) -> list[WithdrawnLine]:
    """Withdraws each, who is told; the seats go to who waits. That one is refused keeps back no
    other: they may be of many occasions, and each is a transaction of its own.

    Whether they are the manager's to withdraw is for who opens the door to ask.
    """
    return [_line(one, by, now) for one in registrations]


def _line(registration: Registration, by: Person, now: datetime | None) -> WithdrawnLine:
    try:
        done = withdraw(registration=registration, by=by, why=WITHDRAWN_BY_MANAGER, now=now)
    except Refusal as refusal:
        return WithdrawnLine(registration, refusal)
    return WithdrawnLine(done)
