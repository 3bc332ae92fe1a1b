"""Whether the questions of a file can stand beside the assignments of the site, which it has no
word for: there an assignment is a reflection, and the import leaves it what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from courses.rules.assignments import problem_with_questions
from courses.rules.catalogue.faults import Fault, Place, shown
from courses.rules.catalogue.sound import each
from courses.rules.outline import ASSIGNMENT, REFLECTION

Values = dict[str, Any]


def check_assigned(
    place: Place, given: Values, stored: Mapping[str, list[Values]]
) -> Iterator[Fault]:
    """`given` is a sound course of the file; `stored` are the step blocks of each of its modules
    that the site has, by the module's id."""
    for module_at, module in each(given, "modules", place):
        known = {block["value"].get("id"): block for block in stored.get(module["id"], ())}
        for at, step in each(module, "steps", module_at):
            block = known.get(step["id"])
            questions = (block["value"].get("questions") or []) if block else []
            assigned = {
                asked["value"].get("id") for asked in questions if asked["type"] == ASSIGNMENT
            }
            if assigned:
                yield from _check_step(step, at, assigned)


def _check_step(step: Values, place: Place, assigned: set[str]) -> Iterator[Fault]:
    asked = list(each(step, "questions", place))
    kept, graded = [], []
    for at, question in asked:
        kind = question.get("kind", REFLECTION)
        if question["id"] in assigned and kind != REFLECTION:
            yield Fault(
                (*at, "kind"),
                f"{shown(question['id'])} is an assignment in the site. Write reflection, which "
                "leaves it one, or give this question another id and a step of its own.",
            )
        elif question["id"] in assigned:
            kept.append(question["id"])
        elif kind != REFLECTION:
            graded.append((at, kind))
    problem = problem_with_questions([ASSIGNMENT] * len(kept) + [kind for _, kind in graded])
    for at, _kind in graded if problem else ():
        yield Fault(at, f"{shown(kept[0])} of this step is an assignment in the site. {problem}")
