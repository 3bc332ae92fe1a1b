"""The seats that a form offers: where there is room, where one can wait, and where neither."""

from dataclasses import dataclass

from courses.models import SeatPool
from progress.rules.offers import Offer, Refusal

# What a choice does, as its value on the form says it: a seat that is gone meanwhile is then not
# taken for a place in the queue, nor a place that one has moved where one only wanted to wait.
TAKE, WAIT, MOVE = "", "w", "m"


@dataclass(frozen=True)
class Choice:
    """A venue's seats for a role. `refusal` says why they cannot be chosen, if so."""

    pool: SeatPool
    offer: Offer
    refusal: Refusal | None = None
    how: str = TAKE
    waiting: int = 0

    @property
    def value(self) -> str:
        return f"{self.pool.pk}{self.how}"

    @property
    def waits(self) -> bool:
        return self.how == WAIT

    @property
    def moves(self) -> bool:
        return self.how == MOVE


def read_choice(value: str) -> tuple[int, str]:
    """The pool's id and what is done there; 0 where it is no such value."""
    how = value[-1:] if value[-1:] in (WAIT, MOVE) else TAKE
    number = value.removesuffix(how) if how else value
    return (int(number), how) if number.isascii() and number.isdigit() else (0, how)
