"""From the bytes of a file to plain values, or to faults with line and column."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isfinite
from typing import Any

from courses.rules.catalogue.faults import CatalogueError, Fault, Place, shown

BOM = b"\xef\xbb\xbf"


class _Object(dict):
    """A JSON object that remembers which keys it was given twice."""

    twice: tuple[str, ...] = ()


def read_catalogue(data: bytes) -> Any:
    """Raises CatalogueError for anything that is not one clean JSON document in UTF-8."""
    if data.startswith(BOM):
        raise _refused("The file begins with a byte order mark. Save it as UTF-8 without one.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refused(
            f"line {line}: not UTF-8 (byte {error.start + 1}). Save the file as UTF-8."
        ) from error
    try:
        values = json.loads(text, object_pairs_hook=_object, parse_float=_number)
    except json.JSONDecodeError as error:
        raise _refused(
            f"line {error.lineno}, column {error.colno}: not JSON: {error.msg}."
        ) from error
    except RecursionError as error:
        raise _refused("The file is nested too deep to be a catalogue.") from error
    except ValueError as error:
        raise _refused("The file has a number with too many digits. Write it shorter.") from error
    if faults := list(_walk(values, ())):
        raise CatalogueError(faults)
    return values


def _refused(says: str) -> CatalogueError:
    return CatalogueError([Fault((), says)])


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    made = _Object(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _value in pairs]
        made.twice = tuple(key for key in made if keys.count(key) > 1)
    return made


def _number(text: str) -> int | float:
    value = float(text)
    return int(value) if abs(value) < 2**53 and value.is_integer() else value


def _walk(value: Any, place: Place) -> Iterator[Fault]:
    if isinstance(value, dict):
        for key in getattr(value, "twice", ()):
            yield Fault((*place, key), "stands twice in the same object. Keep one.")
        for key, item in value.items():
            if problem := _unwritable(key):
                yield Fault((*place, key), f"the key {problem}")
            yield from _walk(item, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _walk(item, (*place, index))
    elif isinstance(value, float) and not isfinite(value):
        yield Fault(place, f"{shown(value)} is no number of JSON. Write digits, or leave it out.")
    elif isinstance(value, str) and (problem := _unwritable(value)):
        yield Fault(place, f"the text {problem}")


def _unwritable(text: str) -> str | None:
    if "\0" in text:
        return "holds a NUL character. Remove it."
    try:
        text.encode()
    except UnicodeEncodeError:
        return "holds half of a surrogate pair. Write the character itself."
    return None
