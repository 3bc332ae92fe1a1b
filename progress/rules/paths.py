"""The way through a course: which modules are open, and where to go on."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from courses.rules.outline import Module, Outline, Step

INTRO = "intro"


def is_finished(module: Module, done: AbstractSet[str]) -> bool:
    """Every required step is done; of a module without any, nothing is asked."""
    return all(step.id in done for step in module.steps if step.required)


def locked_modules(outline: Outline, done: AbstractSet[str]) -> dict[str, Module]:
    """The modules that are not open yet, by key, each with the one that has to be finished first.

    A module in which something is done already stays open, whatever an editor moves before it.
    """
    locked: dict[str, Module] = {}
    first: Module | None = None
    for module in outline.modules:
        if first is not None and _waits(outline.order, module, first):
            if not any(step.id in done for step in module.steps):
                locked[module.key] = first
        elif (
            first is None
            and module.required
            and (outline.order == "sequential" or module.role == INTRO)
            and not is_finished(module, done)
        ):
            first = module
    return locked


def _waits(order: str, module: Module, first: Module) -> bool:
    if order == "sequential":
        return True
    return order == "intro-first" and module.role != INTRO


def next_step(
    outline: Outline, done: AbstractSet[str], key: str | None = None
) -> tuple[Module, Step] | None:
    """The first step to do, looking in the module `key` first, then in the open ones in order."""
    locked = locked_modules(outline, done)
    here = [module for module in outline.modules if module.key == key]
    for module in [*here, *outline.modules]:
        if module.key in locked:
            continue
        for step in module.steps:
            if step.id not in done:
                return module, step
    return None


def place_to_resume(
    outline: Outline, done: AbstractSet[str], module: str | None, step: str | None
) -> tuple[Module, Step | None] | None:
    """The step where the person was, if it is still there and open.

    Where that one is done, the next one to do; where all is done, where the person was.
    """
    found = outline.find(step) if step else None
    if found is not None and found[0].key in locked_modules(outline, done):
        found = None
    if found is not None and found[1].id not in done:
        return found
    here = found[0].key if found else module
    ahead = next_step(outline, done, here) or found
    if ahead is not None:
        return ahead
    return (outline.modules[0], None) if outline.modules else None
