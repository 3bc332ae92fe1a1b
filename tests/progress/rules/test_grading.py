import unicodedata
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.rules.grading import (
    Choice,
    Question,
    best_of,
    fold_short,
    grade,
    grade_step,
    read_number,
)

PULSE = Question(
    "pulse", "single", (Choice("group", True, "Yes"), Choice("teacher"), Choice("none"))
)
RHYTHM = Question(
    "rhythm",
    "multiple",
    (Choice("cajon", True), Choice("claves", True), Choice("flute", feedback="It sings")),
)
WALTZ = Question("waltz", "number", answers=(3,))
HERTZ = Question("hertz", "number", answers=("440",), tolerance=0.5)
TOWN = Question("town", "short", answers=("Malmö", "Malmö stad"))
THOUGHT = Question("thought", "reflection")

json_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(),
        st.sampled_from(["group", "teacher", "cajon", "flute", "3", "3,0", "malmö"]),
    ),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=6,
)


def test_one_right_choice():
    assert grade(PULSE, "group").correct is True
    assert grade(PULSE, "group").feedback == ("group",)
    assert grade(PULSE, "teacher").score == 0
    assert grade(PULSE, "teacher").answered


@pytest.mark.parametrize("value", [None, "", "who", ["group"], {"group": 1}, True, 7])
def test_a_choice_that_is_none_of_ours_is_no_answer(value):
    result = grade(PULSE, value)
    assert (result.answered, result.score) == (False, 0)


@pytest.mark.parametrize(
    ("chosen", "score"),
    [
        (["cajon", "claves"], 1),
        (["cajon"], 0.5),
        (["cajon", "claves", "flute"], 0.5),
        (["cajon", "flute"], 0),
        (["flute"], 0),
        (["cajon", "cajon"], 0.5),
        ([], 0),
    ],
)
def test_each_wrong_choice_takes_back_a_right_one(chosen, score):
    result = grade(RHYTHM, chosen)
    assert result.score == score
    assert result.correct is (score == 1)
    assert result.answered is bool(chosen)


@pytest.mark.parametrize("value", ["3", "3,0", " 3.00 ", 3, 3.0, "+3"])
def test_a_number_may_be_written_in_several_ways(value):
    assert grade(WALTZ, value).correct is True


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2,5", "2.5"),
        ("1 000,5", "1000.5"),
        ("1\u00a0000", "1000"),
        ("1.000,5", "1000.5"),
        ("1,000.5", "1000.5"),
        ("−2", "-2"),
        (",5", "0.5"),
    ],
)
def test_a_decimal_comma_is_a_decimal_point(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("value", ["", "three", "NaN", "Infinity", "1e99", "9" * 41, None, True])
def test_what_is_no_number_is_no_answer(value):
    result = grade(WALTZ, value)
    assert (result.answered, result.score) == (False, 0)


def test_tolerance_counts_its_own_edge():
    assert grade(HERTZ, "440,5").correct is True
    assert grade(HERTZ, "439.5").correct is True
    assert grade(HERTZ, "440,51").correct is False
    tenths = Question("t", "number", answers=("0.3",), tolerance=0.1)
    assert grade(tenths, "0,2").correct is True


def test_case_spaces_and_composition_make_no_difference():
    assert grade(TOWN, "  mALMÖ   stad ").correct is True
    assert grade(TOWN, unicodedata.normalize("NFD", "Malmö")).correct is True
    assert grade(TOWN, "Malmo").correct is False
    assert grade(TOWN, "   ").answered is False


def test_a_reflection_is_answered_and_never_graded():
    assert grade(THOUGHT, "Jag tänker.").answered is True
    assert grade(THOUGHT, "Jag tänker.").correct is None
    assert grade(THOUGHT, " \u200b\n ").answered is False


def test_a_question_without_a_key_asks_without_grading():
    poll = Question("poll", "single", (Choice("a"), Choice("b")))
    assert (grade(poll, "a").answered, grade(poll, "a").score) == (True, None)
    assert grade(Question("n", "number"), "about four").answered is True
    assert grade(Question("s", "short", answers=("",)), "anything").score is None


def test_a_kind_that_nobody_knows_is_not_graded():
    with pytest.raises(ValueError, match="drawing"):
        grade(Question("m", "drawing"), "x")


ALL = [PULSE, RHYTHM, WALTZ, THOUGHT]
RIGHT = {"pulse": "group", "rhythm": ["cajon", "claves"], "waltz": "3", "thought": "Yes."}


def test_a_step_is_passed_at_the_mark_and_not_a_hair_below():
    two_thirds = RIGHT | {"waltz": "4"}
    assert grade_step(ALL, two_thirds, pass_percent=66).passed
    assert not grade_step(ALL, two_thirds, pass_percent=67).passed
    assert grade_step(ALL, RIGHT, pass_percent=100).passed


def test_every_question_must_be_answered():
    result = grade_step(ALL, RIGHT | {"thought": ""}, pass_percent=0)
    assert not result.answered
    assert not result.passed
    assert result.score == 1


def test_with_no_mark_an_answer_is_enough():
    wrong = {"pulse": "none", "rhythm": ["flute"], "waltz": "9", "thought": "No."}
    assert grade_step(ALL, wrong, pass_percent=0).passed


def test_a_step_of_reflections_alone_is_passed_when_answered():
    result = grade_step([THOUGHT], {"thought": "Yes."}, pass_percent=80)
    assert (result.score, result.passed) == (None, True)


def test_an_earlier_pass_stays_when_the_mark_is_raised_later():
    early = grade_step([PULSE], {"pulse": "group"}, pass_percent=50)
    later = grade_step([PULSE], {"pulse": "none"}, pass_percent=100)
    assert best_of([early, later]) is early
    assert best_of([later, early]) is early
    assert best_of([]) is None


@given(question=st.sampled_from([PULSE, RHYTHM, WALTZ, HERTZ, TOWN, THOUGHT]), value=json_values)
def test_no_value_breaks_the_grading(question, value):
    result = grade(question, value)
    assert result.score is None or 0 <= result.score <= 1
    assert result.answered or not result.correct


@given(
    attempts=st.lists(
        st.tuples(
            st.fixed_dictionaries(
                {
                    "pulse": st.sampled_from(["group", "none", None]),
                    "rhythm": st.lists(st.sampled_from(["cajon", "claves", "flute"])),
                }
            ),
            st.integers(0, 100),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_one_more_attempt_never_makes_it_worse(attempts):
    graded = [grade_step([PULSE, RHYTHM], values, pass_percent=mark) for values, mark in attempts]
    before = None
    for count in range(1, len(graded) + 1):
        best = best_of(graded[:count])
        assert before is None or (best.passed, best.answered, best.score) >= (
            before.passed,
            before.answered,
            before.score,
        )
        before = best
    assert before.passed == any(one.passed for one in graded)


@given(value=st.lists(st.sampled_from(["cajon", "claves", "flute"]), unique=True))
def test_the_order_of_choices_makes_no_difference(value):
    turned = replace(RHYTHM, choices=RHYTHM.choices[::-1])
    assert grade(turned, value[::-1]).score == grade(RHYTHM, value).score


@given(text=st.text())
def test_folding_twice_is_folding_once(text):
    assert fold_short(fold_short(text)) == fold_short(text)
