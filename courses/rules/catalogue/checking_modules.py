from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite
from typing import Any

from courses.rules.catalogue.faults import Fault, Place, shown
from courses.rules.catalogue.limits import too_large
from courses.rules.catalogue.schema import is_address
from courses.rules.catalogue.sound import each, repeated
from courses.rules.questions import Choice, problem_with_order, problem_with_pairs

Values = dict[str, Any]
CHOOSING = ("single", "multiple", "matching", "ordering")
NUMBER = re.compile(r"[+-]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][+-]?[0-9]{1,3})?")
FITTING = {
    "single": {"choices"},
    "multiple": {"choices"},
    "number": {"answers", "tolerance"},
    "short": {"answers"},
    "matching": {"choices"},
    "ordering": {"choices"},
    "reflection": set(),
}


def check_modules(course: Values, place: Place) -> Iterator[Fault]:
    yield from repeated(course, "modules", place, "")
    for at, module in each(course, "modules", place):
        yield from too_large("module", module, at)
        yield from repeated(module, "steps", at, "")
        for step_at, step in each(module, "steps", at):
            yield from too_large("step", step, step_at)
            yield from check_content(step, step_at)
            yield from repeated(step, "questions", step_at, "")
            for asked_at, question in each(step, "questions", step_at):
                yield from _check_question(question, asked_at)


def check_content(holder: Values, place: Place) -> Iterator[Fault]:
    for at, item in each(holder, "content", place):
        if isinstance(item, dict):
            for key in ("video", "audio"):
                source = item.get(key)
                if source and re.match("https?:", source) and not _is_secure(source):
                    yield Fault(
                        (*at, key), f"{shown(source)} is no https address. Write it with https://."
                    )


def _is_secure(source: str) -> bool:
    return source.startswith("https://") and is_address(source)


def _check_question(question: Values, place: Place) -> Iterator[Fault]:
    kind = question.get("kind")
    if kind is None:
        return
    for key in ("choices", "answers", "tolerance"):
        if question.get(key) not in (None, []) and key not in FITTING[kind]:
            yield Fault((*place, key), f"does not fit a {kind} question. Leave it out.")
    if kind in CHOOSING:
        yield from _check_choices(question, kind, place)
    if kind in ("number", "short"):
        yield from _check_answers(question, kind, place)


def _check_choices(question: Values, kind: str, place: Place) -> Iterator[Fault]:
    choices = question.get("choices")
    if choices is None:
        yield Fault((*place, "choices"), f"a {kind} question needs choices. Write at least two.")
        return
    yield from repeated(question, "choices", place, "or position")
    for at, choice in each(question, "choices", place):
        yield from _check_choice(choice, kind, at)
    if None in choices:
        return
    if kind in ("matching", "ordering"):
        yield from _check_rows(choices, kind, place)
        return
    right = sum(bool(choice.get("correct")) for choice in choices)
    if kind == "single" and right != 1:
        yield Fault(
            (*place, "choices"),
            f"{right} choices are right. Mark exactly one with correct: true.",
        )
    if kind == "multiple" and not right:
        yield Fault(
            (*place, "choices"), "no choice is right. Mark at least one with correct: true."
        )


def _check_choice(choice: Values, kind: str, place: Place) -> Iterator[Fault]:
    if kind != "matching" and choice.get("match"):
        yield Fault((*place, "match"), "is for matching questions only. Leave it out.")
    if kind in ("matching", "ordering"):
        if choice.get("correct"):
            yield Fault((*place, "correct"), f"does not fit a {kind} question. Leave it out.")
        if not (choice.get("text") or "").strip():
            yield Fault((*place, "text"), "is empty. Write it, or leave the choice out.")
    if kind == "matching" and not (choice.get("match") or "").strip():
        yield Fault((*place, "match"), "is missing. Write what the text is matched with.")


def _check_rows(choices: list[Values], kind: str, place: Place) -> Iterator[Fault]:
    read = [
        Choice(id="", text=one.get("text") or "", match=one.get("match") or "") for one in choices
    ]
    problem = problem_with_pairs(read) if kind == "matching" else problem_with_order(read)
    if problem:
        yield Fault((*place, "choices"), problem[0].lower() + problem[1:])


def _check_answers(question: Values, kind: str, place: Place) -> Iterator[Fault]:
    if not question.get("answers"):
        yield Fault((*place, "answers"), f"a {kind} question needs answers. Write what is right.")
    for at, answer in each(question, "answers", place):
        if kind == "number" and not _is_number(answer):
            yield Fault(at, f"{shown(answer)} is no number. Write it as 3 or 2.5.")
        elif isinstance(answer, str) and not answer.strip():
            yield Fault(at, "is empty. Write what is right, or leave it out.")


def _is_number(answer: str | int | float) -> bool:
    if isinstance(answer, str):
        if not NUMBER.fullmatch(answer.strip()):
            return False
        return isfinite(float(answer.replace(",", ".")))
    try:
        return isfinite(float(answer))
    except OverflowError:
        return False
