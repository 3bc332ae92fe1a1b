"""Who gets the seats that are free: the waiting list in its order, guaranteed seats kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Waiting:
    """Somebody in the queue. `path` is that of their organisation in the tree, "" without one."""

    id: int
    headcount: int = 1
    path: str = ""


@dataclass(frozen=True)
class Reserved:
    """Seats kept for an organisation and those below it, and how many of its people have one."""

    path: str
    seats: int
    taken: int = 0

    def is_for(self, path: str) -> bool:
        return bool(path) and path.startswith(self.path)

    @property
    def left(self) -> int:
        return max(self.seats - self.taken, 0)


@dataclass(frozen=True)
class Seats:
    """A pool: a capacity of None is without limit."""

    capacity: int | None
    taken: int
    reserved: tuple[Reserved, ...] = ()

    def free_for(self, path: str) -> int | None:
        """How many seats somebody of that organisation can have: all but what others are kept."""
        if self.capacity is None:
            return None
        kept = sum(one.left for one in self.reserved if not one.is_for(path))
        return max(self.capacity - self.taken - kept, 0)

    def fits(self, one: Waiting) -> bool:
        free = self.free_for(one.path)
        return free is None or free >= one.headcount

    def with_seat(self, one: Waiting) -> Seats:
        return self._with(one.headcount, one.path)

    def without_seat(self, one: Waiting) -> Seats:
        return self._with(-one.headcount, one.path)

    def _with(self, people: int, path: str) -> Seats:
        return replace(
            self,
            taken=self.taken + people,
            reserved=tuple(
                replace(kept, taken=kept.taken + people) if kept.is_for(path) else kept
                for kept in self.reserved
            ),
        )


def next_in_line(seats: Seats, queue: Iterable[Waiting]) -> Waiting | None:
    """The first for whom there is a seat: a group too large, or whose seats are kept for others,
    waits on, and does not leave a seat idle that somebody behind it can have."""
    return next((one for one in queue if seats.fits(one)), None)


def all_in_line(seats: Seats, queue: Sequence[Waiting]) -> list[Waiting]:
    """Everybody who gets a seat now, in their order."""
    waiting = list(queue)
    chosen = []
    while (one := next_in_line(seats, waiting)) is not None:
        chosen.append(one)
        waiting.remove(one)
        seats = seats.with_seat(one)
    return chosen


def place_in_queue(id: int, queue: Iterable[int]) -> int:
    """1 for the head; 0 for who is not in it."""
    return next((number for number, one in enumerate(queue, start=1) if one == id), 0)
