"""What a report says of somebody's way in three numbers: percent, minutes, and whether it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from courses.rules.outline import Outline, Step


@dataclass(frozen=True)
class Evidence:
    """The steps that are done, each with the planned minutes that counted on that day."""

    steps: Mapping[str, int]

    def plus(self, step: Step) -> Evidence:
        return Evidence({**self.steps, step.id: step.minutes})


@dataclass(frozen=True)
class Summary:
    percent: int
    minutes: int
    is_complete: bool


def sum_up(outline: Outline, evidence: Evidence, *, earned: bool = False) -> Summary:
    """What was earned once counts as all, whatever the course asks for today."""
    minutes = sum(evidence.steps.values())
    if earned:
        return Summary(100, minutes, True)
    modules = [module for module in outline.modules if module.required]
    steps = [step for module in modules for step in module.steps if step.required]
    done = sum(1 for step in steps if step.id in evidence.steps)
    complete = bool(steps) and done == len(steps)
    percent = 100 if complete else min(99, 100 * done // len(steps)) if steps else 0
    return Summary(percent, minutes, complete)
