"""A second reckoning of grading, slow and obvious: everything is counted out by hand.

It shares no code with the first but for the names that a form gives to matches: (is it answered,
how much of it is right), and nothing for the second where nothing is graded.
"""

import unicodedata
from fractions import Fraction
from itertools import pairwise

from courses.rules.question_rows import match_key
from courses.rules.questions import Question

Graded = tuple[bool, Fraction | None]


def slow_grade(question: Question, value: object) -> Graded:
    return {
        "single": of_one,
        "multiple": of_several,
        "number": of_number,
        "short": of_words,
        "matching": of_pairs,
        "ordering": of_order,
        "reflection": of_thought,
    }[question.kind](question, value)


def of_one(question: Question, value: object) -> Graded:
    for choice in question.choices:
        if isinstance(value, str) and choice.id == value:
            return True, Fraction(1 if choice.correct else 0) if has_key(question) else None
    return False, Fraction(0) if has_key(question) else None


def of_several(question: Question, value: object) -> Graded:
    taken, points, possible = 0, 0, 0
    for choice in question.choices:
        if choice.correct:
            possible += 1
        if isinstance(value, list) and choice.id in [one for one in value if isinstance(one, str)]:
            taken += 1
            points += 1 if choice.correct else -1
    if not possible:
        return taken > 0, None
    return taken > 0, Fraction(points, possible) if points > 0 else Fraction(0)


def has_key(question: Question) -> bool:
    return any(choice.correct for choice in question.choices)


def of_number(question: Question, value: object) -> Graded:
    """For numbers written plainly, such as −2,50: no spaces and no exponents."""
    if not question.answers:
        return is_said(value), None
    given = plain_number(value)
    if given is None:
        return False, Fraction(0)
    for answer in question.answers:
        right = plain_number(answer)
        assert right is not None
        around = Fraction(str(question.tolerance))
        if right - around <= given <= right + around:
            return True, Fraction(1)
    return True, Fraction(0)


def plain_number(value: object) -> Fraction | None:
    try:
        return Fraction(str(value).replace("−", "-").replace(",", "."))
    except ValueError:
        return None


def of_words(question: Question, value: object) -> Graded:
    if not question.answers:
        return is_said(value), None
    if not is_said(value):
        return False, Fraction(0)
    for answer in question.answers:
        if plain_words(answer) == plain_words(value):
            return True, Fraction(1)
    return True, Fraction(0)


def plain_words(value: object) -> list[str]:
    return unicodedata.normalize("NFC", str(value)).casefold().split()


def of_thought(question: Question, value: object) -> Graded:
    return is_said(value), None


def is_said(value: object) -> bool:
    return isinstance(value, str) and any(
        letter.isprintable() and letter != " " for letter in value
    )


def of_pairs(question: Question, value: object) -> Graded:
    if not question.choices:
        return False, None
    answered, right = 0, 0
    for prompt in question.choices:
        chosen = None
        for line in value if isinstance(value, list) else []:
            for other in question.choices:
                if line == f"{prompt.id}={match_key(question.id, other.id)}":
                    chosen = other
        if chosen is not None:
            answered += 1
            right += int(
                plain_words(chosen.match) == plain_words(prompt.match)
                and chosen.match_media == prompt.match_media
            )
    return answered == len(question.choices), Fraction(right, len(question.choices))


def of_order(question: Question, value: object) -> Graded:
    things = question.choices
    if len(things) < 2:
        return False, None
    places: list[list[str]] = [[] for _ in things]
    lines = value if isinstance(value, list) else []
    for thing in things:
        last = None
        for line in lines:
            for number in range(1, len(things) + 1):
                if line == f"{thing.id}={number}":
                    last = number
        if last is not None:
            places[last - 1].append(thing.id)
    if any(len(place) != 1 for place in places):
        return False, Fraction(0)
    order = [place[0] for place in places]
    kept = 0
    for earlier, later in pairwise(things):
        for at in range(len(order) - 1):
            if order[at] == earlier.id and order[at + 1] == later.id:
                kept += 1
    return True, Fraction(kept, len(things) - 1)


def slow_step(
    questions: list[Question], values: dict[str, object], pass_percent: int
) -> tuple[bool, bool, Fraction | None]:
    """(all answered, passed, the mean of what is graded)."""
    graded = [slow_grade(question, values.get(question.id)) for question in questions]
    answered = True
    total, number = Fraction(0), 0
    for is_answered, score in graded:
        answered = answered and is_answered
        if score is not None:
            total, number = total + score, number + 1
    if not number:
        return answered, answered, None
    return answered, answered and 100 * total >= pass_percent * number, total / number
