"""What is left of a faulty file to look at: each value that is there is of its right kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from courses.rules.catalogue.faults import Fault, Place

Values = dict[str, Any]


def without(values: Any, places: list[Place]) -> Any:
    """A copy without what stands at those places: a key is gone, an item of a list is None."""
    copied = _copy(values)
    for place in places:
        holder: Any = copied
        for part in place[:-1]:
            try:
                holder = holder[part]
            except (KeyError, TypeError):
                break
        else:
            match holder, place[-1:]:
                case list(), (int(index),):
                    holder[index] = None
                case dict(), (str(key),):
                    holder.pop(key, None)
    return copied


def _copy(values: Any) -> Any:
    if isinstance(values, dict):
        return {key: _copy(value) for key, value in values.items()}
    return [_copy(value) for value in values] if isinstance(values, list) else values


def each(values: Values, key: str, place: Place) -> Iterator[tuple[Place, Any]]:
    """The sound items of a list, each with its place."""
    for index, item in enumerate(values.get(key) or ()):
        if item is not None:
            yield (*place, key, index), item


def repeated(values: Values, key: str, place: Place, named: str) -> Iterator[Fault]:
    """Two items with one id. Where an id may be left out, the position counted from 1 is the id."""
    seen: dict[str, int] = {}
    for index, item in enumerate(values.get(key) or ()):
        name = (item or {}).get("id") or (str(index + 1) if named == "or position" else None)
        if name is None or item is None:
            continue
        if name in seen:
            first = f"{key}[{seen[name]}]"
            yield Fault(
                (*place, key, index, *(("id",) if "id" in item else ())),
                f"“{name}” is the id of {first} too. Choose another.",
            )
        else:
            seen[name] = index
