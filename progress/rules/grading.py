"""Right or wrong: one answer, and the step that it belongs to.

A choice question without a right choice, and a number or short question without a right answer,
ask without grading, as a reflection does: any answer that is not blank counts as answered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from courses.rules.questions import Choice, Question

__all__ = ["Choice", "Question", "Result", "StepResult", "best_of", "grade", "grade_step"]

KINDS = frozenset({"single", "multiple", "number", "short", "reflection"})
LONGEST_NUMBER = 40

# A client's JSON: a choice's id, a list of them, a text or a number. Anything else is no answer.
Value = object


@dataclass(frozen=True)
class Result:
    """`score` is 0 to 1, or None where nothing is graded; `feedback` is ids of chosen choices."""

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
    if question.kind == "reflection":
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


def fold_short(text: str) -> str:
    """Case, spaces and the way a letter was composed make no difference."""
    return unicodedata.normalize(
        "NFC", " ".join(unicodedata.normalize("NFC", text).split()).casefold()
    )


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
