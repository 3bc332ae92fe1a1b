"""What a course asks for, as plain values read from the blocks in which an editor wrote it.

A module is known by its key and a step by its block's UUID, the same in every language; an
occasion and a venue by their ids in catalogue files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

GONE = ""  # the key of a module that was deleted


@dataclass(frozen=True)
class AllModules:
    """Every required module."""


@dataclass(frozen=True)
class SomeModules:
    """So many of the modules, or of the chosen ones. 0 needed: all of the chosen."""

    needed: int
    keys: tuple[str, ...] = ()

    @property
    def wanted(self) -> int:
        return self.needed or len(self.keys)


@dataclass(frozen=True)
class Attendance:
    """In the occasion in which somebody was most."""

    percent: int


@dataclass(frozen=True)
class OneStep:
    """A step that has a pass mark is done by passing it, and by nothing else."""

    module: str
    step: str
    title: str = ""


@dataclass(frozen=True)
class BeThere:
    """At one occasion, and where a venue is named, at that one."""

    occasion: str
    venue: str = ""
    percent: int = 75


@dataclass(frozen=True)
class AnyOf:
    """One of the alternatives, each of which asks for all that it lists."""

    alternatives: tuple[tuple[Asked, ...], ...]


Asked = AllModules | SomeModules | Attendance | OneStep | BeThere | AnyOf


def read_rule(blocks: Iterable[Mapping[str, Any]], keys: Mapping[int, str]) -> tuple[Asked, ...]:
    """The requirements in stored blocks. `keys`: of module pages by their pk; others are gone."""
    return tuple(
        asked for block in blocks for asked in _read(block["type"], block["value"] or {}, keys)
    )


def _read(kind: str, value: Any, keys: Mapping[int, str]) -> Iterator[Asked]:
    match kind:
        case "all_modules":
            yield AllModules()
        case "some_modules":
            pages = [_item(one) for one in value.get("modules") or ()]
            found = [keys.get(pk, GONE) for pk in pages if pk]
            chosen = tuple(k for n, k in enumerate(found) if k == GONE or k not in found[:n])
            if chosen or value.get("number"):
                yield SomeModules(value.get("number") or 0, chosen)
        case "attendance":
            yield Attendance(value["percent"])
        case "step":
            key = keys.get(value.get("module") or 0, GONE)
            yield OneStep(key, value.get("uuid") or "", value.get("step") or "")
        case "occasion":
            yield BeThere(
                value.get("occasion") or "", value.get("venue") or "", value.get("percent") or 75
            )
        case "any_of":
            yield AnyOf(tuple(read_rule(_item(one) or (), keys) for one in value))


def _item(one: Any) -> Any:
    """What a list holds, whether it is stored with its items' ids or without, as long ago."""
    return one["value"] if isinstance(one, Mapping) and one.get("type") == "item" else one


def pages_in(blocks: Iterable[Mapping[str, Any]]) -> set[int]:
    """The module pages that stored blocks speak of."""
    found: set[int] = set()
    for block in blocks:
        value = block["value"]
        match block["type"]:
            case "some_modules":
                found |= {pk for one in value.get("modules") or () if (pk := _item(one))}
            case "step" if value.get("module"):
                found.add(value["module"])
            case "any_of":
                for one in value:
                    found |= pages_in(_item(one) or ())
    return found


def with_pages(blocks: Any, new: Mapping[int, int]) -> Any:
    """The same blocks about other module pages: those of a copy of the course."""
    if isinstance(blocks, Mapping):
        return {
            name: _renewed(value, new) if name in ("module", "modules") else with_pages(value, new)
            for name, value in blocks.items()
        }
    if isinstance(blocks, str) or not isinstance(blocks, Iterable):
        return blocks
    return [with_pages(one, new) for one in blocks]


def _renewed(value: Any, new: Mapping[int, int]) -> Any:
    if isinstance(value, int):
        return new.get(value, value)
    return [
        one | {"value": new.get(one["value"], one["value"])}
        if isinstance(one, dict)
        else new.get(one, one)
        for one in value or ()
    ]


def each(rule: Iterable[Asked]) -> Iterator[Asked]:
    """Every requirement, those of alternatives too."""
    for asked in rule:
        yield asked
        if isinstance(asked, AnyOf):
            for alternative in asked.alternatives:
                yield from each(alternative)


def old_fields(rule: tuple[Asked, ...]) -> tuple[int | None, int | None] | None:
    """(percent of attendance, modules needed) where the catalogue file can say all of the rule.

    In the file required modules are asked for wherever no number of them is.
    """
    match [one for one in rule if not isinstance(one, Attendance)]:
        case [AllModules()]:
            modules = None
        case [SomeModules(keys=()) as some]:
            modules = some.needed
        case _:
            return None
    percents = [one.percent for one in rule if isinstance(one, Attendance)]
    return (max(percents) if percents else None), modules
