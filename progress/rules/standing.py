"""What counts as done: one tree of requirements, each met or not and why.

The teacher's page, the manager's report and the certificate all show this tree; percent and
completion are read off it. What is asked of a person:

- Attendance, where the course asks for it: minutes present of the minutes that count.
- N modules, where the course says that so many are enough; else every required module.
- Of a module its required steps. Where none of its steps is required it asks for nothing, unless
  it is to count among N: then for all of them, since something must be done to be counted.
- Where nothing at all is marked as required, all of it is asked for. A course with nothing in it
  asks for what cannot be done, and is never completed.

More evidence never makes a standing worse, and the order of modules makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from courses.rules.errors import gettext_noop
from courses.rules.outline import Module, Outline, Step


class Kind(StrEnum):
    COURSE = "course"
    ATTENDANCE = "attendance"
    SOME_MODULES = "some-modules"
    MODULE = "module"
    STEP = "step"


@dataclass(frozen=True)
class Evidence:
    """`steps` are those done, each with the planned minutes that counted on that day.

    `attended` and `planned` are minutes of the occasion's meetings that count.
    """

    steps: Mapping[str, int] = field(default_factory=dict)
    attended: int = 0
    planned: int = 0

    def plus(self, step: Step) -> Evidence:
        return Evidence({**self.steps, step.id: step.minutes}, self.attended, self.planned)


@dataclass(frozen=True)
class Requirement:
    """`label` is shown as `_(label) % params`. `key` is a module's key or a step's id.

    `done` of `needed` are minutes of attendance, modules, steps, or requirements of the course.
    """

    kind: Kind
    label: str
    params: Mapping[str, object]
    key: str
    met: bool
    done: int
    needed: int
    share: Fraction
    children: tuple[Requirement, ...] = ()

    @property
    def percent(self) -> int:
        """Rounded down: 100 is said only of what is met."""
        return min(100 if self.met else 99, int(self.share * 100))


@dataclass(frozen=True)
class Standing:
    tree: Requirement
    percent: int
    minutes: int
    is_complete: bool


def stand(outline: Outline, evidence: Evidence, *, earned: bool = False) -> Standing:
    """What was earned once counts as all, whatever the course asks for today; the tree is today's.

    Minutes are the planned ones of every step done, and those attended.
    """
    tree = _course(outline, evidence)
    return Standing(
        tree=tree,
        percent=100 if earned else tree.percent,
        minutes=sum(evidence.steps.values()) + evidence.attended,
        is_complete=earned or tree.met,
    )


def _course(outline: Outline, evidence: Evidence) -> Requirement:
    asked: list[Requirement] = []
    if outline.attendance_percent:
        asked.append(_attendance(outline.attendance_percent, evidence))
    if outline.modules_needed:
        asked.append(_some_modules(outline.modules, outline.modules_needed, evidence))
    else:
        asked.extend(_required_modules(outline.modules, evidence))
    if not asked:
        asked.extend(_everything(outline.modules, evidence))
    modules = [one for one in asked if one.kind is Kind.MODULE]
    others = [one.share for one in asked if one.kind is not Kind.MODULE]
    # Modules weigh by their steps; together they weigh as much as attendance does.
    parts = [*others, _share_of_steps(modules)] if modules else others
    return Requirement(
        Kind.COURSE,
        gettext_noop("Everything that the course asks for"),
        {},
        outline.key,
        met=bool(asked) and all(one.met for one in asked),
        done=sum(one.met for one in asked),
        needed=len(asked),
        share=sum(parts, Fraction()) / len(parts) if parts else Fraction(),
        children=tuple(asked),
    )


def _attendance(percent: int, evidence: Evidence) -> Requirement:
    """Not met while no meeting has a time yet."""
    needed = -(-evidence.planned * percent // 100)
    return Requirement(
        Kind.ATTENDANCE,
        gettext_noop("Present at least %(percent)s%% of the time"),
        {"percent": percent},
        "",
        met=needed > 0 and evidence.attended >= needed,
        done=evidence.attended,
        needed=needed,
        share=min(Fraction(evidence.attended, needed), Fraction(1)) if needed else Fraction(),
    )


def _some_modules(modules: Iterable[Module], needed: int, evidence: Evidence) -> Requirement:
    """The best of them count. More needed than there are: an editor has not published all yet."""
    counted = [_module(module, evidence, optional_too=True) for module in modules if module.steps]
    best = sorted((one.share for one in counted), reverse=True)[:needed]
    met = sum(one.met for one in counted)
    return Requirement(
        Kind.SOME_MODULES,
        gettext_noop("%(needed)s of the modules"),
        {"needed": needed},
        "",
        met=met >= needed,
        done=min(met, needed),
        needed=needed,
        share=sum(best, Fraction()) / needed,
        children=tuple(counted),
    )


def _required_modules(modules: Iterable[Module], evidence: Evidence) -> list[Requirement]:
    asked = [_module(module, evidence) for module in modules if module.required]
    return [one for one in asked if one.needed]


def _everything(modules: tuple[Module, ...], evidence: Evidence) -> list[Requirement]:
    chosen = [module for module in modules if module.required and module.steps]
    return [
        _module(module, evidence, optional_too=True) for module in chosen or modules if module.steps
    ]


def _module(module: Module, evidence: Evidence, *, optional_too: bool = False) -> Requirement:
    steps = [step for step in module.steps if step.required]
    if optional_too and not steps:
        steps = list(module.steps)
    children = tuple(_step(step, evidence) for step in steps)
    done = sum(one.met for one in children)
    return Requirement(
        Kind.MODULE,
        "%(title)s",
        {"title": module.title},
        module.key,
        met=done == len(children),
        done=done,
        needed=len(children),
        share=Fraction(done, len(children)) if children else Fraction(1),
        children=children,
    )


def _step(step: Step, evidence: Evidence) -> Requirement:
    met = step.id in evidence.steps
    return Requirement(
        Kind.STEP, "%(title)s", {"title": step.title}, step.id, met, int(met), 1, Fraction(int(met))
    )


def _share_of_steps(modules: list[Requirement]) -> Fraction:
    return Fraction(sum(one.done for one in modules), sum(one.needed for one in modules))
