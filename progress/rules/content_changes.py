"""What a change of a module asks of people that was not asked before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from courses.rules.outline import Step, plain_id
from courses.rules.questions import read_questions
from courses.rules.translations import Block, what_is_right


@dataclass(frozen=True)
class Diff:
    """Ids of steps, in the order of the module: those that came, those that went, and those that
    ask for something else: other questions or right answers, another pass mark, or required where
    it was not."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed)


def compare(
    old_steps: Sequence[Step], new_steps: Sequence[Step], judged: Collection[str] = ()
) -> Diff:
    """Words, titles, minutes and the order of steps ask for nothing. `judged` are the steps that
    have other right answers now."""
    old = {step.id: step for step in old_steps}
    new = {step.id: step for step in new_steps}
    return Diff(
        new=tuple(id for id in new if id not in old),
        gone=tuple(id for id in old if id not in new),
        changed=tuple(
            id for id in new if id in old and (id in judged or _asks_else(old[id], new[id]))
        ),
    )


def judged_otherwise(old: Sequence[Block], new: Sequence[Block]) -> frozenset[str]:
    """The steps, of stored blocks, that have other choices or other right answers than before."""
    before = {plain_id(block.get("id")): _right_in(block) for block in old}
    now = {plain_id(block.get("id")): _right_in(block) for block in new}
    return frozenset(id for id in before.keys() & now.keys() if before[id] != now[id])


def _right_in(block: Block) -> list[tuple[object, ...]]:
    return what_is_right(read_questions(block["value"].get("questions") or ()))


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
