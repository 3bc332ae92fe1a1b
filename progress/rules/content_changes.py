"""What a change of a module asks of people that was not asked before."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from courses.rules.outline import Step


@dataclass(frozen=True)
class Diff:
    """Ids of steps, in the order of the module: those that came, those that went, and those that
    ask for something else: other questions, another pass mark, or required where it was not."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed)


def compare(old_steps: Sequence[Step], new_steps: Sequence[Step]) -> Diff:
    """Words, titles, minutes and the order of steps ask for nothing."""
    old = {step.id: step for step in old_steps}
    new = {step.id: step for step in new_steps}
    return Diff(
        new=tuple(id for id in new if id not in old),
        gone=tuple(id for id in old if id not in new),
        changed=tuple(id for id in new if id in old and _asks_else(old[id], new[id])),
    )


def _asks_else(old: Step, new: Step) -> bool:
    return (
        sorted(old.questions) != sorted(new.questions)
        or old.pass_percent != new.pass_percent
        or old.required != new.required
    )


def asked_of(steps: Sequence[Step]) -> frozenset[str]:
    """What somebody does who does the module: its required steps; where none is, all of them."""
    required = frozenset(step.id for step in steps if step.required)
    return required or frozenset(step.id for step in steps)


def had_done(asked: AbstractSet[str], done: AbstractSet[str]) -> bool:
    """Whether all that the module asked for was done. Of an empty one nobody had done anything."""
    return bool(asked) and asked <= done
