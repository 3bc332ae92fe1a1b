"""The parts of the tree of requirements: attendance, modules and their steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from courses.rules.errors import gettext_noop
from courses.rules.outline import Module, Step
from progress.rules.evidence import Evidence


class Kind(StrEnum):
    COURSE = "course"
    ATTENDANCE = "attendance"
    SOME_MODULES = "some-modules"
    MODULE = "module"
    STEP = "step"
    OCCASION = "occasion"
    ANY_OF = "any-of"
    ALL_OF = "all-of"


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


def attendance_of(percent: int, evidence: Evidence) -> Requirement:
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


def some_modules(modules: Iterable[Module], needed: int, evidence: Evidence) -> Requirement:
    """The best of them count. More needed than there are: an editor has not published all yet."""
    counted = [
        module_done(module, evidence, optional_too=True) for module in modules if module.steps
    ]
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


def required_modules(modules: Iterable[Module], evidence: Evidence) -> list[Requirement]:
    asked = [module_done(module, evidence) for module in modules if module.required]
    return [one for one in asked if one.needed]


def everything(modules: tuple[Module, ...], evidence: Evidence) -> list[Requirement]:
    chosen = [module for module in modules if module.required and module.steps]
    return [
        module_done(module, evidence, optional_too=True)
        for module in chosen or modules
        if module.steps
    ]


def module_done(module: Module, evidence: Evidence, *, optional_too: bool = False) -> Requirement:
    done = evidence.steps
    facts = tuple([(one.id, one.title, one.required, one.id in done) for one in module.steps])
    return _module(module.key, module.title, facts, optional_too)


# (id, title, whether it is required, whether it is done)
_Fact = tuple[str, str, bool, bool]


@lru_cache(maxsize=8192)
def _module(key: str, title: str, facts: tuple[_Fact, ...], optional_too: bool) -> Requirement:
    """Kept, since by each step of a course all its modules are reckoned, most of them as before."""
    steps = [one for one in facts if one[2]]
    if optional_too and not steps:
        steps = list(facts)
    children = tuple(_step(id, name, met) for id, name, _, met in steps)
    done = sum(one.met for one in children)
    return Requirement(
        Kind.MODULE,
        "%(title)s",
        {"title": title},
        key,
        met=done == len(children),
        done=done,
        needed=len(children),
        share=Fraction(done, len(children)) if children else Fraction(1),
        children=children,
    )


def step_done(step: Step, evidence: Evidence) -> Requirement:
    return _step(step.id, step.title, step.id in evidence.steps)


def _step(id: str, title: str, met: bool) -> Requirement:
    return Requirement(
        Kind.STEP, "%(title)s", {"title": title}, id, met, int(met), 1, Fraction(int(met))
    )


def share_of_steps(modules: list[Requirement]) -> Fraction:
    return Fraction(sum([one.done for one in modules]), sum([one.needed for one in modules]))


def unmet(kind: Kind, label: str, params: Mapping[str, object] | None = None) -> Requirement:
    return Requirement(kind, label, params or {}, "", False, 0, 1, Fraction())
