"""A second reckoning of standing, slow and obvious: every choice is tried, every minute counted.

It shares no code with the first: plain sets, and (is it met, how much of it) for each requirement.
"""

from fractions import Fraction
from itertools import combinations

from courses.rules.completion import AllModules, AnyOf, Attendance, BeThere, OneStep, SomeModules
from courses.rules.outline import Module, Outline
from progress.rules.evidence import Evidence

Part = tuple[bool, Fraction]
Weighed = tuple[bool, int, int]  # of a module: met, steps done, steps asked


def slow_standing(outline: Outline, evidence: Evidence) -> Part:
    """(complete, the share of it)."""
    rule = outline.rule
    if rule:
        parts, modules = several(rule, outline, evidence)
    else:
        parts, modules = [], []
        if outline.attendance_percent:
            parts.append(there(outline.attendance_percent, evidence.attended, evidence.planned))
        if outline.modules_needed:
            parts.append(some(list(outline.modules), outline.modules_needed, evidence))
        else:
            modules = marked(outline, evidence)
        if not parts and not modules:
            modules = whatever(outline, evidence)
    return together(parts, modules)


def several(rule, outline, evidence) -> tuple[list[Part], list[Weighed]]:
    parts, modules = [], []
    for asked in rule:
        if isinstance(asked, AllModules):
            found = marked(outline, evidence) or whatever(outline, evidence)
            modules += found
            if not found:
                parts.append((False, Fraction(0)))
        elif isinstance(asked, SomeModules) and len(asked.keys) == asked.wanted == 1:
            chosen = [one for one in outline.modules if one.key in asked.keys and one.steps]
            if chosen:
                modules.append(weigh(chosen[0], evidence))
            else:
                parts.append((False, Fraction(0)))
        elif isinstance(asked, SomeModules):
            chosen = [one for one in outline.modules if not asked.keys or one.key in asked.keys]
            parts.append(some(chosen, asked.wanted, evidence))
        else:
            parts.append(single(asked, outline, evidence))
    return parts, modules


def single(asked, outline, evidence) -> Part:
    if isinstance(asked, Attendance):
        return there(asked.percent, evidence.attended, evidence.planned)
    if isinstance(asked, OneStep):
        is_there = any(step.id == asked.step for one in outline.modules for step in one.steps)
        met = is_there and asked.step in evidence.steps
        return met, Fraction(int(met))
    if isinstance(asked, BeThere):
        tries = [
            there(asked.percent, seat.attended, seat.planned)
            for seat in evidence.seats
            if seat.occasion == asked.occasion and (not asked.venue or seat.venue == asked.venue)
        ]
        return max(tries, default=(False, Fraction(0)))
    assert isinstance(asked, AnyOf)
    tries = []
    for alternative in asked.alternatives:
        if alternative:
            tries.append(together(*several(alternative, outline, evidence)))
    return any(met for met, _ in tries), max((share for _, share in tries), default=Fraction(0))


def together(parts: list[Part], modules: list[Weighed]) -> Part:
    if modules:
        done, asked = sum(one[1] for one in modules), sum(one[2] for one in modules)
        parts = [*parts, (all(one[0] for one in modules), Fraction(done, asked))]
    if not parts:
        return False, Fraction(0)
    return all(met for met, _ in parts), sum(share for _, share in parts) / len(parts)


def there(percent: int, attended: int, planned: int) -> Part:
    enough = [minute for minute in range(planned + 1) if minute * 100 >= planned * percent]
    if not planned or not enough[0]:
        return False, Fraction(0)
    return attended >= enough[0], min(Fraction(attended, enough[0]), Fraction(1))


def weigh(module: Module, evidence: Evidence) -> Weighed:
    required = {step.id for step in module.steps if step.required}
    asked = required or {step.id for step in module.steps}
    done = {id for id in asked if id in evidence.steps}
    return done == asked, len(done), len(asked)


def some(modules: list[Module], needed: int, evidence: Evidence) -> Part:
    tried = [weigh(one, evidence) for one in modules if one.steps]
    tried += [(False, 0, 1)] * needed  # those that are not there
    shares = [
        sum(Fraction(done, asked) for _, done, asked in choice) / needed
        for choice in combinations(tried, needed)
    ]
    return max(shares) == 1, max(shares)


def marked(outline: Outline, evidence: Evidence) -> list[Weighed]:
    """Of each required module its required steps."""
    return [
        weigh(one, evidence)
        for one in outline.modules
        if one.required and any(step.required for step in one.steps)
    ]


def whatever(outline: Outline, evidence: Evidence) -> list[Weighed]:
    """Where nothing is marked as required."""
    required = [one for one in outline.modules if one.required and one.steps]
    return [weigh(one, evidence) for one in required or outline.modules if one.steps]
