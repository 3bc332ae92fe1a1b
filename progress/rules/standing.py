"""What counts as done: one tree of requirements, each met or not and why.

The teacher's page, the manager's report and the certificate all show this tree; percent and
completion are read off it. What is asked of a person:

- Attendance, where the course asks for it: minutes present of the minutes that count.
- N modules, where the course says that so many are enough; else every required module.
- Of a module its required steps. Where none of its steps is required it asks for nothing, unless
  it is to count among N: then for all of them, since something must be done to be counted.
- Where the course has a rule of its own, all that stands in that: any of these, modules or a step
  that are named, presence at one occasion, and alternatives, of which one will do.
- Where nothing at all is marked as required, all of it is asked for. A course with nothing in it
  asks for what cannot be done, and is never completed.

More evidence never makes a standing worse, and the order of modules, of requirements and of
evidence makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from courses.rules.completion import (
    AllModules,
    AnyOf,
    Asked,
    Attendance,
    BeThere,
    OneStep,
    SomeModules,
)
from courses.rules.errors import gettext_noop
from courses.rules.outline import Outline
from progress.rules.evidence import Evidence, Seat
from progress.rules.requirements import (
    Kind,
    Requirement,
    attendance_of,
    everything,
    required_modules,
    share_of_steps,
    some_modules,
    step_done,
    unmet,
)

__all__ = ["Evidence", "Kind", "Requirement", "Seat", "Standing", "occasion_key", "stand"]


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
    asked = _asked(outline, evidence)
    done = sum([one.met for one in asked])
    return Requirement(
        Kind.COURSE,
        gettext_noop("Everything that the course asks for"),
        {},
        outline.key,
        met=bool(asked) and done == len(asked),
        done=done,
        needed=len(asked),
        share=_joined(asked),
        children=tuple(asked),
    )


def _asked(outline: Outline, evidence: Evidence) -> list[Requirement]:
    if outline.rule:
        return _all(outline.rule, outline, evidence)
    asked: list[Requirement] = []
    if outline.attendance_percent:
        asked.append(attendance_of(outline.attendance_percent, evidence))
    if outline.modules_needed:
        asked.append(some_modules(outline.modules, outline.modules_needed, evidence))
    else:
        asked.extend(required_modules(outline.modules, evidence))
    return asked or everything(outline.modules, evidence)


def _all(rule: Iterable[Asked], outline: Outline, evidence: Evidence) -> list[Requirement]:
    return [one for asked in rule for one in _each(asked, outline, evidence)]


def _each(asked: Asked, outline: Outline, evidence: Evidence) -> list[Requirement]:
    match asked:
        case AllModules():
            modules = outline.modules
            found = required_modules(modules, evidence) or everything(modules, evidence)
            return found or [unmet(Kind.SOME_MODULES, gettext_noop("The modules of the course"))]
        case SomeModules() if asked.keys:
            return [_chosen_modules(asked, outline, evidence)]
        case SomeModules():
            return [some_modules(outline.modules, asked.needed, evidence)]
        case Attendance():
            return [attendance_of(asked.percent, evidence)]
        case OneStep():
            return [_one_step(asked, outline, evidence)]
        case BeThere():
            return [_be_there(asked, evidence)]
        case AnyOf():
            return [_any_of(asked, outline, evidence)]


def _joined(asked: list[Requirement]) -> Fraction:
    """Modules weigh by their steps; together they weigh as much as attendance does."""
    modules = [one for one in asked if one.kind is Kind.MODULE]
    parts = [one.share for one in asked if one.kind is not Kind.MODULE]
    if modules:
        parts.append(share_of_steps(modules))
    return sum(parts, Fraction()) / len(parts) if parts else Fraction()


def _chosen_modules(asked: SomeModules, outline: Outline, evidence: Evidence) -> Requirement:
    """Those of the chosen that are published; a module that is not can count for nothing."""
    chosen = [module for module in outline.modules if module.key in asked.keys]
    made = some_modules(chosen, asked.wanted, evidence)
    if asked.wanted == len(asked.keys) == 1 and made.children:
        return made.children[0]
    return replace(made, label=gettext_noop("%(needed)s of these modules"))


def _one_step(asked: OneStep, outline: Outline, evidence: Evidence) -> Requirement:
    """Done is passed: a step with a pass mark is done only so, by the mark of its day.

    Done before an editor put a test into it, it was done; what to ask again is the editor's choice
    when that is published.
    """
    found = outline.find(asked.step)
    if found is None:
        title = {"title": asked.title}
        return unmet(Kind.STEP, gettext_noop("The step “%(title)s”, not there now"), title)
    return replace(step_done(found[1], evidence), label=gettext_noop("The step “%(title)s”"))


def _be_there(asked: BeThere, evidence: Evidence) -> Requirement:
    """In the place there that is nearest to it, where somebody had several."""
    label = gettext_noop("Present at least %(percent)s%% of the time at %(occasion)s")
    seats = [
        seat
        for seat in evidence.seats
        if seat.occasion == asked.occasion and asked.venue in ("", seat.venue)
    ]
    tries = [
        attendance_of(asked.percent, Evidence({}, seat.attended, seat.planned))
        for seat in seats or [Seat(asked.occasion, asked.venue, 0, 0)]
    ]
    return replace(
        max(tries, key=lambda one: (one.met, one.share, one.done, one.needed)),
        kind=Kind.OCCASION,
        label=label,
        params={"percent": asked.percent, "occasion": asked.venue or asked.occasion},
        key=occasion_key(asked),
    )


def occasion_key(asked: BeThere) -> str:
    return f"{asked.occasion}/{asked.venue}"


def _any_of(asked: AnyOf, outline: Outline, evidence: Evidence) -> Requirement:
    """As far as the best of them. An alternative that asks for nothing is none."""
    tries = [_alternative(rule, outline, evidence) for rule in asked.alternatives if rule]
    met = any(one.met for one in tries)
    return Requirement(
        Kind.ANY_OF,
        gettext_noop("One of these"),
        {},
        "",
        met=met,
        done=int(met),
        needed=1,
        share=max((one.share for one in tries), default=Fraction()),
        children=tuple(tries),
    )


def _alternative(rule: tuple[Asked, ...], outline: Outline, evidence: Evidence) -> Requirement:
    parts = _all(rule, outline, evidence)
    if len(parts) == 1:
        return parts[0]
    done = sum(one.met for one in parts)
    return Requirement(
        Kind.ALL_OF,
        gettext_noop("All of these"),
        {},
        "",
        met=done == len(parts),
        done=done,
        needed=len(parts),
        share=_joined(parts),
        children=tuple(parts),
    )
