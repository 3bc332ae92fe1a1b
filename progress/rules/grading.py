"""Right or wrong: one answer, and the step that it belongs to.

A choice question without a right choice, and a number or short question without a right answer,
ask without grading, as a reflection does, and an assignment, which somebody reads: any answer that
is not blank counts as answered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import pairwise

from courses.rules.outline import ASSIGNMENT, REFLECTION
from courses.rules.question_rows import BETWEEN, match_key
from courses.rules.questions import Choice, Question, fold_short, match_of

__all__ = [
    "Choice",
    "Question",
    "Result",
    "StepResult",
    "best_of",
    "fold_short",
    "grade",
    "grade_step",
]

LONGEST_NUMBER = 40

# A client's JSON: a choice's id, a list of them, a text or a number. Anything else is no answer.
Value = object


@dataclass(frozen=True)
class Result:
    """`score` is 0 to 1, or None where nothing is graded; `feedback` is ids of choices."""

    answered: bool
    score: float | None
    feedback: tuple[str, ...] = ()
    exact: Fraction | None = field(default=None, repr=False, compare=False)

    @property
    def correct(self) -> bool | None:
        return None if self.score is None else self.score == 1


@dataclass(frozen=True)
class StepResult:
    """`pass_percent` is that of the day when it was answered: it never changes afterwards."""

    results: tuple[tuple[str, Result], ...]
    score: float | None
    pass_percent: int
    answered: bool
    passed: bool


UNANSWERED = Result(answered=False, score=None)


def grade(question: Question, value: Value) -> Result:
    """Raises ValueError for a kind that is not graded here."""
    if question.kind in ("single", "multiple"):
        return _grade_choices(question, value)
    if question.kind == "number":
        return _grade_number(question, value)
    if question.kind == "short":
        return _grade_short(question, value)
    if question.kind == "matching":
        return _grade_pairs(question, value)
    if question.kind == "ordering":
        return _grade_order(question, value)
    if question.kind in (REFLECTION, ASSIGNMENT):
        return Result(answered=bool(_text(value)), score=None)
    raise ValueError(f"no way to grade a question of kind {question.kind!r}")


def grade_step(
    questions: Iterable[Question], values: Mapping[str, Value], *, pass_percent: int
) -> StepResult:
    """Passed when every question is answered and the graded ones reach the mark on average."""
    results = tuple(
        (question.id, grade(question, values.get(question.id))) for question in questions
    )
    scores = [one.exact for _, one in results if one.exact is not None]
    score = sum(scores, Fraction()) / len(scores) if scores else None
    answered = all(one.answered for _, one in results)
    return StepResult(
        results=results,
        score=None if score is None else float(score),
        pass_percent=pass_percent,
        answered=answered,
        passed=answered and (score is None or score * 100 >= pass_percent),
    )


def best_of(attempts: Iterable[StepResult]) -> StepResult | None:
    """The attempt that counts. One more never makes it worse; of two as good, the first counts."""
    return max(
        attempts,
        key=lambda one: (one.passed, one.answered, -1 if one.score is None else one.score),
        default=None,
    )


def read_number(text: object) -> Decimal | None:
    """ "2,5", "2.5", "1 000" and "−3" are numbers; with both , and . the last is the decimal."""
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        return None
    written = re.sub(r"\s", "", str(text)).replace("−", "-")
    if len(written) > LONGEST_NUMBER:
        return None
    decimal = max(written.rfind(","), written.rfind("."))
    if decimal >= 0:
        whole = re.sub(r"[.,]", "", written[:decimal])
        written = f"{whole}.{written[decimal + 1 :]}"
    try:
        number = Decimal(written)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal("1e30") else None


def _grade_choices(question: Question, value: Value) -> Result:
    one = question.kind == "single"
    given = [value] if one else value if isinstance(value, list | tuple | set | frozenset) else []
    chosen = [choice for choice in question.choices if choice.id in given]
    right = [choice for choice in question.choices if choice.correct]
    answered = bool(chosen)
    feedback = tuple(choice.id for choice in chosen if choice.feedback)
    if not right:
        return Result(answered, None, feedback)
    hits = sum(choice.correct for choice in chosen)
    # A wrong choice takes back a right one, or choosing all of them would always be right.
    exact = (
        Fraction(min(hits, 1)) if one else Fraction(max(hits - (len(chosen) - hits), 0), len(right))
    )
    return Result(answered, float(exact), feedback, exact)


def read_rows(question: Question, value: Value) -> dict[str, str]:
    """What each choice of a matching or ordering question was set to; what it cannot be is out."""
    given = value if isinstance(value, list | tuple) else ()
    known = {choice.id for choice in question.choices}
    if question.kind == "matching":
        fitting = {match_key(question.id, choice.id) for choice in question.choices}
    else:
        fitting = {str(place) for place in range(1, len(question.choices) + 1)}
    split = [one.partition(BETWEEN) for one in given if isinstance(one, str)]
    return {row: set_to for row, _, set_to in split if row in known and set_to in fitting}


def _grade_pairs(question: Question, value: Value) -> Result:
    """The share of prompts with a right match. Two matches of the same words are as right."""
    if not question.choices:
        return Result(False, None)
    matches = {match_key(question.id, choice.id): match_of(choice) for choice in question.choices}
    given = read_rows(question, value)
    wrong = [
        choice
        for choice in question.choices
        if choice.id not in given or matches[given[choice.id]] != match_of(choice)
    ]
    answered = len(given) == len(question.choices)
    return _share(question, answered, wrong, len(question.choices))


def _grade_order(question: Question, value: Value) -> Result:
    """The share of neighbours that follow each other rightly: one moved thing is one mistake."""
    things = question.choices
    if len(things) < 2:
        return Result(False, None)
    given = read_rows(question, value)
    answered = len(given) == len(things) and len(set(given.values())) == len(things)
    place = {id: int(number) for id, number in given.items()} if answered else {}
    wrong = [
        later
        for earlier, later in pairwise(things)
        if not answered or place[later.id] != place[earlier.id] + 1
    ]
    return _share(question, answered, wrong, len(things) - 1)


def _share(question: Question, answered: bool, wrong: list[Choice], of: int) -> Result:
    exact = Fraction(of - len(wrong), of)
    feedback = tuple(choice.id for choice in wrong if choice.feedback) if answered else ()
    return Result(answered, float(exact), feedback, exact)


def _grade_number(question: Question, value: Value) -> Result:
    given = read_number(value)
    right = [number for answer in question.answers if (number := read_number(answer)) is not None]
    if not right:
        return Result(bool(_text(value)), None)
    tolerance = Decimal(str(question.tolerance))
    hit = given is not None and any(abs(given - number) <= tolerance for number in right)
    return _all_or_nothing(given is not None, hit)


def _grade_short(question: Question, value: Value) -> Result:
    given = fold_short(_text(value))
    right = {fold_short(str(answer)) for answer in question.answers} - {""}
    if not right:
        return Result(bool(given), None)
    return _all_or_nothing(bool(given), given in right)


def _all_or_nothing(answered: bool, hit: bool) -> Result:
    exact = Fraction(int(hit))
    return Result(answered, float(exact), exact=exact)


def _text(value: Value) -> str:
    """Format characters alone, such as a zero-width space, are blank."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value).strip()
    return "" if all(unicodedata.category(letter) in ("Cf", "Cc") for letter in text) else text
