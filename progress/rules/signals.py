"""What an editor sees beside a step: how people came by it, in numbers that point at nobody.

Counts are of people and given in whole fives, downwards: 20 stands for 20 to 24, and 0 for fewer
than five. So neither a number nor the difference of two numbers is a group smaller than five.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from statistics import median

from courses.rules.outline import Step

FEWEST = 5  # the smallest group that a number is given of
ROUNDING = 1e-6  # thirds of a score are stored as floating point


@dataclass(frozen=True)
class Tries:
    """One person's attempts at one question; none while it is only half-written.

    `first` is the first one's score, 0 to 1; None where nothing is right or wrong.
    """

    attempts: int
    first: float | None = None
    pass_percent: int = 0  # of the step, on the day of the first attempt


@dataclass(frozen=True)
class Trace:
    """What one person has left behind in a module. `tries` are by step, and then by question."""

    done: Collection[str] = ()
    excused: Collection[str] = ()  # steps that came after the person had done the module
    tries: Mapping[str, Mapping[str, Tries]] = field(default_factory=dict)
    at: str = ""  # the step that they did or were at last; "" where that is in another module
    has_stopped: bool = False


@dataclass
class Counted:
    """Exact numbers of people: never shown."""

    reached: int = 0
    done: int = 0
    stopped: int = 0
    tried: int = 0  # with a first attempt that can be right or wrong
    right: int = 0
    attempts: list[int] = field(default_factory=list)


class Share(StrEnum):
    """Where those on the one side are fewer than five, however few they are."""

    NEARLY_ALL = "nearly_all"
    HARDLY_ANY = "hardly_any"


@dataclass(frozen=True)
class Signal:
    """What may be shown. None: of fewer than five people, or nothing to say."""

    reached: int | None = None
    done: int | None = None
    stopped: int | None = None
    right: int | Share | None = None  # percent
    attempts: float | None = None


def count_signals(steps: Sequence[Step], people: Iterable[Trace]) -> dict[str, Counted]:
    """By the id of each step and question of a module.

    Reached: did or was at it, or at a later step of the module, or did the one just before it; not
    those of whom it is not asked. A question is reached with its step.
    Stopped: it is where they were last, and they have stopped; at a question, without answering it.
    Right at first try: a question with its full score, a step with its pass mark of that day, or
    else all of it.
    """
    found = {step.id: Counted() for step in steps}
    found |= {question: Counted() for step in steps for question, _ in step.questions}
    for trace in people:
        ahead = _furthest(steps, trace)
        for place, step in enumerate(steps):
            is_touched = step.id in trace.done or step.id in trace.tries or step.id == trace.at
            if is_touched or (place <= ahead and step.id not in trace.excused):
                _count(step, trace, found)
    return found


def _furthest(steps: Sequence[Step], trace: Trace) -> int:
    """The place of the last step that the person came to; -1 where they came to none."""
    for place in range(len(steps) - 1, -1, -1):
        id = steps[place].id
        if id in trace.done:
            return place + 1
        if id in trace.tries or id == trace.at:
            return place
    return -1


def _count(step: Step, trace: Trace, found: Mapping[str, Counted]) -> None:
    stopped = trace.has_stopped and trace.at == step.id
    mine = found[step.id]
    mine.reached += 1
    mine.done += step.id in trace.done
    mine.stopped += stopped
    tries = trace.tries.get(step.id, {})
    if tries:
        _count_tries(mine, list(tries.values()))
    for question, _ in step.questions:
        own, given = found[question], tries.get(question)
        own.reached += 1
        if given is not None and given.attempts:
            own.done += 1
            own.attempts.append(given.attempts)
            own.tried += given.first is not None
            own.right += given.first is not None and given.first > 1 - ROUNDING
        else:
            own.stopped += stopped


def _count_tries(mine: Counted, tries: Sequence[Tries]) -> None:
    """Of a step, by all its questions together."""
    if attempts := max(one.attempts for one in tries):
        mine.attempts.append(attempts)
    scores = [one.first for one in tries if one.first is not None]
    if scores:
        mark = max(one.pass_percent for one in tries if one.first is not None) or 100
        mine.tried += 1
        mine.right += sum(scores) * 100 > mark * len(scores) - ROUNDING


def show(counted: Counted) -> Signal:
    if counted.reached < FEWEST:
        return Signal()
    return Signal(
        reached=whole_fives(counted.reached),
        done=whole_fives(counted.done),
        stopped=whole_fives(counted.stopped),
        right=_share(counted.right, counted.tried),
        attempts=float(median(counted.attempts)) if len(counted.attempts) >= FEWEST else None,
    )


def whole_fives(people: int) -> int:
    return people - people % FEWEST


def _share(right: int, of: int) -> int | Share | None:
    wrong = of - right
    if right < FEWEST and wrong < FEWEST:
        return None
    if wrong < FEWEST:
        return Share.NEARLY_ALL
    if right < FEWEST:
        return Share.HARDLY_ANY
    return min(95, max(5, 5 * round(Fraction(20 * right, of))))
