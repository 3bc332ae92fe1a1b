"""Grading of whatever question and whatever answer, held against a slow second reckoning."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.rules.question_media import Media
from courses.rules.question_rows import match_key
from progress.rules.given import read_given
from progress.rules.grading import Choice, Question, best_of, grade, grade_step
from tests.progress.rules.slow_grading import slow_grade, slow_step

MANY = ("multiple", "matching", "ordering")
KINDS = ("single", "number", "short", *MANY, "reflection")
IDS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=6)
FEEDBACK = st.sampled_from(["", "Listen again."])
SOUND, PICTURE = Media("sound", 1), Media("image", 1, alt="A bow")
MATCHES = st.tuples(
    st.sampled_from(["", "Bow", "bow ", "Breath", "Hands"]),
    st.sampled_from([None, SOUND, PICTURE]),
)
WORDS = st.sampled_from(["Malmö", "malmo\u0308", " MALMÖ ", "Malmö stad", "Malmo", "Oslo", "440"])
MARKS = st.sampled_from([0, 25, 50, 75, 100]) | st.integers(0, 100)
NUMBERS = st.decimals(-50, 50, places=1).map(str) | st.integers(-50, 50)


@st.composite
def choosing(draw, kind):
    ids = draw(IDS)
    right = draw(some_of(ids))[: 1 if kind == "single" else None]
    return tuple(Choice(id, id in right, draw(FEEDBACK)) for id in ids)


def some_of(ids):
    marks = st.tuples(*(st.booleans() for _ in ids))
    return marks.map(lambda given: [id for id, mark in zip(ids, given, strict=True) if mark])


@st.composite
def questions(draw, id="q", kinds=KINDS):
    kind = draw(
        st.sampled_from(
            kinds or ("single", "multiple", "number", "short", "matching", "ordering", "reflection")
        )
    )
    made = Question(id, kind)
    if kind in ("single", "multiple"):
        return replace(made, choices=draw(choosing(kind)))
    if kind == "number":
        answers = tuple(draw(st.lists(NUMBERS, max_size=3)))
        return replace(made, answers=answers, tolerance=draw(st.sampled_from([0, 0.1, 2])))
    if kind == "short":
        return replace(made, answers=tuple(draw(st.lists(WORDS, max_size=3))))
    if kind == "matching":
        pairs = [(one, *draw(MATCHES), draw(FEEDBACK)) for one in draw(IDS)]
        choices = (
            Choice(id, feedback=said, text=id, match=words, match_media=media)
            for id, words, media, said in pairs
        )
        return replace(made, choices=tuple(choices))
    if kind == "ordering":
        return replace(made, choices=tuple(Choice(id, text=id) for id in draw(IDS)))
    return made


def values(question):
    """What a form sends, most often; and what only a broken client would."""
    ids = [choice.id for choice in question.choices]
    lines = [*ids, "x", "", "a=b", "=", *(f"{id}=1" for id in ids)]
    nonsense = st.one_of(
        st.none(),
        WORDS,
        st.sampled_from([*lines, " ", "\u200b", "\n"]),
        st.lists(st.sampled_from(lines), max_size=9),
    )
    sent = from_form(question, ids)
    right = wholly_right(question)
    return st.one_of(sent, sent, nonsense, st.just(as_sent(question, right)) if right else sent)


def from_form(question, ids):
    if question.kind == "single":
        return st.sampled_from([*ids, None])
    if question.kind == "multiple":
        return some_of(ids)
    if question.kind in ("matching", "ordering"):
        if question.kind == "matching":
            settings_of = [match_key(question.id, id) for id in ids]
        else:
            settings_of = [str(number) for number in range(1, len(ids) + 1)]
        mixed = st.tuples(*(st.sampled_from(settings_of) for _ in ids))
        chosen = st.one_of(mixed, st.permutations(settings_of), st.just(settings_of))
        return chosen.map(lambda some: [f"{id}={one}" for id, one in zip(ids, some, strict=True)])
    near = [str(answer) for answer in question.answers]
    return st.one_of(WORDS, NUMBERS.map(str), *([st.sampled_from(near)] * bool(near)))


def wholly_right(question):
    """As the form sends it, a list even where there is one; empty where nothing is graded."""
    choices = question.choices
    if question.kind in ("single", "multiple"):
        return [choice.id for choice in choices if choice.correct]
    if question.kind == "matching":
        return [f"{one.id}={match_key(question.id, one.id)}" for one in choices]
    if question.kind == "ordering":
        return [f"{one.id}={number}" for number, one in enumerate(choices, 1)]
    return [str(answer) for answer in question.answers[:1]]


def as_sent(question, lines):
    return lines if question.kind in MANY else lines[0]


@st.composite
def answered(draw, **kinds):
    question = draw(questions(**kinds))
    return question, draw(values(question))


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_the_score_is_that_of_the_slow_reckoning_and_between_none_and_all(kind, data):
    question, value = data.draw(answered(kinds=(kind,)))
    result = grade(question, value)
    assert (result.answered, result.exact) == slow_grade(question, value)
    assert result.score is None or 0 <= result.score <= 1
    assert (result.score is None) == (result.exact is None)
    if isinstance(value, list) == (question.kind in MANY):
        assert grade(question, read_given(question, value)) == result


@settings(max_examples=300)
@given(questions(kinds=KINDS[:-1]))
def test_the_right_answer_is_wholly_right(question):
    lines = wholly_right(question)
    if lines and grade(question, as_sent(question, lines)).exact is not None:
        result = grade(question, as_sent(question, lines))
        assert (result.answered, result.score, result.correct) == (True, 1, True)


@settings(max_examples=300)
@given(answered(kinds=MANY), st.randoms(use_true_random=False))
def test_the_order_in_which_choices_are_given_makes_no_difference(asked, chance):
    question, value = asked
    if isinstance(value, list) and len({line.split("=")[0] for line in value}) == len(value):
        turned = value.copy()
        chance.shuffle(turned)
        assert grade(question, turned) == grade(question, value)


@settings(max_examples=300)
@given(
    answered(kinds=MANY),
    st.lists(st.sampled_from(["z", "z=1", "a=99", "a=z", "", "=", "=1", 7, None])),
)
def test_ids_that_nobody_knows_change_nothing(asked, unknown):
    question, value = asked
    if isinstance(value, list):
        assert grade(question, value + unknown) == grade(question, value)
        assert grade(question, unknown + value) == grade(question, value)


def test_an_id_that_nobody_knows_is_no_answer_where_one_is_chosen():
    question = Question("q", "single", (Choice("a", True), Choice("b")))
    assert grade(question, "z") == grade(question, None)


@st.composite
def steps(draw):
    asked = [draw(questions(id=f"q{place}")) for place in range(draw(st.integers(0, 4)))]
    given = {one.id: draw(values(one)) for one in asked if draw(st.integers(0, 9))}
    return asked, given


@settings(max_examples=300)
@given(steps(), MARKS)
def test_a_step_is_passed_when_all_is_answered_and_the_mean_reaches_the_mark(step, mark):
    asked, given = step
    result = grade_step(asked, given, pass_percent=mark)
    is_answered, is_passed, mean = slow_step(asked, given, mark)
    assert (result.answered, result.passed) == (is_answered, is_passed)
    assert result.score == (None if mean is None else float(mean))
    if mean is not None:
        assert result.passed == (result.answered and mean >= Fraction(mark, 100))


@settings(max_examples=200)
@given(steps(), MARKS, MARKS)
def test_a_higher_mark_never_lets_more_people_through(step, one, other):
    low, high = sorted((one, other))
    asked, given = step
    if grade_step(asked, given, pass_percent=high).passed:
        assert grade_step(asked, given, pass_percent=low).passed


@st.composite
def histories(draw):
    asked = [draw(questions(id=f"q{place}")) for place in range(draw(st.integers(1, 3)))]
    attempts = draw(st.integers(1, 5))
    return [
        grade_step(
            asked,
            {one.id: draw(values(one)) for one in asked},
            pass_percent=draw(st.sampled_from([0, 50, 100])),
        )
        for _ in range(attempts)
    ]


@settings(max_examples=200)
@given(histories())
def test_the_best_of_all_attempts_never_gets_worse_by_one_more(attempts):
    before = None
    for count in range(1, len(attempts) + 1):
        best = best_of(attempts[:count])
        assert best in attempts[:count]
        if before is not None:
            assert best == before or standing(best) > standing(before)
        before = best
    assert before.passed == any(one.passed for one in attempts)


def standing(attempt):
    return attempt.passed, attempt.answered, -1 if attempt.score is None else attempt.score
