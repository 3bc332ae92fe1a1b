from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.outline import Step
from progress.rules.signals import (
    Counted,
    Share,
    Signal,
    Trace,
    Tries,
    count_signals,
    show,
)
from tests.progress.rules.slow_signals import slow_question, slow_step

STEPS = (
    Step("a", "A"),
    Step("b", "B", questions=(("b1", "single"), ("b2", "reflection"))),
    Step("c", "C", questions=(("c1", "number"),)),
    Step("d", "D"),
)
IDS = [step.id for step in STEPS]
ASKED = {step.id: [id for id, _kind in step.questions] for step in STEPS}


@st.composite
def tries(draw):
    attempts = draw(st.integers(0, 4))
    scores = [None, 0.0, 1 / 3, 1 / 2, 2 / 3, 1.0]
    first = draw(st.sampled_from(scores)) if attempts else None
    return Tries(attempts, first, draw(st.sampled_from([0, 50, 67, 100])) if attempts else 0)


@st.composite
def traces(draw):
    done = draw(st.sets(st.sampled_from(IDS)))
    given = {}
    for step in ("b", "c"):
        asked = draw(st.sets(st.sampled_from(ASKED[step])))
        if asked:
            given[step] = {question: draw(tries()) for question in sorted(asked)}
    return Trace(
        done,
        draw(st.sets(st.sampled_from(IDS))) - done,
        given,
        draw(st.sampled_from(["", *IDS])),
        draw(st.booleans()),
    )


def plain(counted: Counted) -> tuple:
    return (
        counted.reached, counted.done, counted.stopped, counted.tried, counted.right,
        sorted(counted.attempts),
    )  # fmt: skip


@given(st.lists(traces(), max_size=12))
def test_counting_equals_the_slow_and_obvious_way(people):
    found = count_signals(STEPS, people)
    for number, step in enumerate(STEPS):
        assert plain(found[step.id]) == slow_step(STEPS, number, people)
        for question in ASKED[step.id]:
            assert plain(found[question]) == slow_question(STEPS, number, question, people)


@given(st.lists(traces(), max_size=8), st.randoms())
def test_the_order_of_people_makes_no_difference(people, random):
    mixed = random.sample(people, len(people))
    first, second = count_signals(STEPS, people), count_signals(STEPS, mixed)
    assert {id: show(one) for id, one in first.items()} == {
        id: show(one) for id, one in second.items()
    }


@st.composite
def counts(draw):
    reached = draw(st.integers(0, 60))
    tried = draw(st.integers(0, reached))
    return Counted(
        reached,
        draw(st.integers(0, reached)),
        draw(st.integers(0, reached)),
        tried,
        draw(st.integers(0, tried)),
        draw(st.lists(st.integers(1, 9), max_size=reached)),
    )


@given(st.lists(counts(), max_size=6))
def test_no_number_and_no_difference_of_numbers_is_a_group_below_five(counted):
    shown = [show(one) for one in counted]
    numbers = [
        number
        for one in shown
        for number in (one.reached, one.done, one.stopped)
        if number is not None
    ]
    assert all(number % 5 == 0 for number in numbers)
    assert not any(0 < abs(one - two) < 5 for one, two in combinations(numbers, 2))


@given(counts())
def test_of_fewer_than_five_nothing_is_said(counted):
    shown = show(counted)
    if counted.reached < 5:
        assert shown == Signal()
    if len(counted.attempts) < 5:
        assert shown.attempts is None
    if counted.tried < 5:
        assert shown.right is None


@given(counts())
def test_a_share_is_a_number_only_where_both_sides_are_five_or_more(counted):
    shown = show(counted)
    wrong = counted.tried - counted.right
    if isinstance(shown.right, int):
        assert counted.right >= 5
        assert wrong >= 5
        assert shown.right % 5 == 0
        assert abs(shown.right - 100 * counted.right / counted.tried) <= 5


@pytest.mark.parametrize(
    ("right", "of", "shown"),
    [
        (12, 20, 60),
        (4, 20, Share.HARDLY_ANY),
        (0, 20, Share.HARDLY_ANY),
        (16, 20, Share.NEARLY_ALL),
        (20, 20, Share.NEARLY_ALL),
        (4, 8, None),
        (9_994, 10_000, 95),
    ],
)
def test_shares(right, of, shown):
    assert show(Counted(of, tried=of, right=right)).right == shown


def test_twenty_to_twenty_four_are_twenty():
    assert [show(Counted(people)).reached for people in (4, 5, 19, 20, 24, 25)] == [
        None, 5, 15, 20, 20, 25,
    ]  # fmt: skip


def test_who_was_excused_from_a_new_step_did_not_reach_it():
    found = count_signals(STEPS, [Trace(done={"a", "b", "d"}, excused={"c"})])
    assert [found[id].reached for id in IDS] == [1, 1, 0, 1]


def test_who_did_a_step_reached_the_next_and_stopped_where_they_were_last():
    found = count_signals(STEPS, [Trace(done={"a"}, at="a", has_stopped=True)])
    assert [found[id].reached for id in IDS] == [1, 1, 0, 0]
    assert [found[id].stopped for id in IDS] == [1, 0, 0, 0]
    assert [found[id].done for id in IDS] == [1, 0, 0, 0]


def test_a_step_is_right_at_first_by_its_mark_and_a_question_by_its_full_score():
    half = {"b": {"b1": Tries(1, 0.5, 50)}}
    found = count_signals(STEPS, [Trace(tries=half)])
    assert (found["b"].right, found["b1"].right) == (1, 0)
