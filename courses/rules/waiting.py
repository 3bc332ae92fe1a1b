"""Which modules wait for which, by the order of the course."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from courses.rules.outline import Module, Outline


def waiting(outline: Outline) -> dict[str, set[str]]:
    """By key of a module, those that have to be finished before it is open."""
    waits: dict[str, set[str]] = {}
    before: set[str] = set()
    for module in outline.modules:
        if outline.order == "sequential" or _waits_for_intro(outline, module):
            waits[module.key] = set(before)
        if module.required and (outline.order == "sequential" or module.role == "intro"):
            before.add(module.key)
    return waits


def _waits_for_intro(outline: Outline, module: Module) -> bool:
    return outline.order == "intro-first" and module.role != "intro"


def is_circle(key: str, waits: Mapping[str, Iterable[str]]) -> bool:
    """Whether a module waits for itself, by whatever way round."""
    seen: set[str] = set()
    ahead = list(waits.get(key, ()))
    while ahead:
        one = ahead.pop()
        if one == key:
            return True
        if one not in seen:
            seen.add(one)
            ahead.extend(waits.get(one, ()))
    return False
