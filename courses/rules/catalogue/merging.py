"""What a course becomes by a file.

A key that is left out is left as it is; a list that is given is whole. Modules, steps, questions,
occasions, venues and meetings are known by their ids, and the same holds inside them. Live state
is the site's own once the thing is there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courses.rules.catalogue.canonical import ALL_COME, canonical

Values = dict[str, Any]
TIMES = {"day", "when", "start", "end"}
OBJECTS = ("contact", "price", "completion", "series", "round")


def merge(current: Values | None, given: Values) -> Values:
    """`current` is canonical, or None; `given` is the course of the file. Returns canonical."""
    return canonical(merge_course(current, given) if current else given)


def merge_course(current: Values, given: Values) -> Values:
    made = _onto(current, given)
    made["modules"] = _by_id(current, given, "modules", _module)
    made["occasions"] = _by_id(current, given, "occasions", _occasion)
    return made


def _module(current: Values, given: Values) -> Values:
    return _onto(current, given) | {"steps": _by_id(current, given, "steps", _step)}


def _step(current: Values, given: Values) -> Values:
    made = _onto(current, given)
    made["questions"] = _by_id(current, given, "questions", _question)
    return made


def _question(current: Values, given: Values) -> Values:
    return _onto(current, given) if current["kind"] == given["kind"] else given


def _occasion(current: Values, given: Values) -> Values:
    made = _onto(current, given) | {"state": current.get("state", "open")}
    made["meetings"] = _by_id(current, given, "meetings", _meeting)
    made["venues"] = _by_id(current, given, "venues", _venue)
    return made


def _venue(current: Values, given: Values) -> Values:
    made = _onto(current, given)
    for live in ("cancelled", "cancelled_note"):
        made.pop(live, None)
        if live in current:
            made[live] = current[live]
    if "seats" in given:
        made["seats"] = current.get("seats", ALL_COME) | given["seats"]
    made["meetings"] = _by_id(current, given, "meetings", _meeting)
    return made


def _meeting(current: Values, given: Values) -> Values:
    if TIMES & given.keys():
        current = {key: value for key, value in current.items() if key not in TIMES}
    return current | given


def _onto(current: Values, given: Values) -> Values:
    made = current | given
    for key in OBJECTS:
        if key in current and key in given:
            made[key] = current[key] | given[key]
    return made


def _by_id(
    current: Values, given: Values, key: str, form: Callable[[Values, Values], Values]
) -> list[Values]:
    if key not in given:
        return current.get(key, [])
    known = {name_in(item, place): item for place, item in enumerate(current.get(key, []))}
    return [
        form(known[name], item) if (name := name_in(item, place)) in known else item
        for place, item in enumerate(given[key])
    ]


def name_in(item: Values, place: int) -> str:
    """The id, or else the position, counted from 1."""
    return item.get("id") or str(place + 1)
