"""What a person has done, as plain values: what a standing is reckoned on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from courses.rules.outline import Step


@dataclass(frozen=True)
class Seat:
    """Minutes at the counting meetings of one place that somebody had; the ids as in the rule."""

    occasion: str
    venue: str
    attended: int
    planned: int


@dataclass(frozen=True)
class Evidence:
    """`steps` are those done, each with the planned minutes that counted on that day.

    `attended` and `planned` are minutes of the occasion's meetings that count, where somebody was
    most; `seats` are all of their places.
    """

    steps: Mapping[str, int] = field(default_factory=dict)
    attended: int = 0
    planned: int = 0
    seats: tuple[Seat, ...] = ()

    def plus(self, step: Step) -> Evidence:
        return replace(self, steps={**self.steps, step.id: step.minutes})
