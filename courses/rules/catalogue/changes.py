"""What a file changes, in words and by key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from courses.rules.catalogue.canonical import COURSE, MODULE, OCCASION

Values = dict[str, Any]
PARTS = {"modules": ("module", MODULE), "occasions": ("occasion", OCCASION)}


@dataclass(frozen=True)
class Change:
    verb: str
    """created, updated, or removed: whether the last is archived depends on the records of it."""
    what: str
    name: str
    keys: tuple[str, ...] = ()


def changed_keys(current: Values, wanted: Values, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for key in keys if current.get(key) != wanted.get(key))


def changes_in(current: Values | None, wanted: Values) -> Iterator[Change]:
    """Of one course, both canonical. None where it is as it was."""
    if current is None:
        yield Change("created", "course", "")
    else:
        keys = changed_keys(current, wanted, COURSE)
        if own := tuple(key for key in keys if key not in PARTS or _moved(key, current, wanted)):
            yield Change("updated", "course", "", own)
    for key, (what, keys) in PARTS.items():
        before = {item["id"]: item for item in (current or {}).get(key, ())}
        for item in wanted.get(key, ()):
            was = before.pop(item["id"], None)
            if was is None:
                yield Change("created", what, item["id"])
            elif was != item:
                yield Change("updated", what, item["id"], changed_keys(was, item, keys))
        for name in before:
            yield Change("removed", what, name)


def _moved(key: str, current: Values, wanted: Values) -> bool:
    before = [item["id"] for item in current.get(key, ())]
    after = [item["id"] for item in wanted.get(key, ())]
    return [name for name in before if name in after] != [name for name in after if name in before]
