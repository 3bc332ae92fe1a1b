"""Where a translation lags behind its original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.translations import NO_LAG, all_words, lag_of

TITLES = st.sampled_from(["Lyssna", "Lytt", "Spela"])


def step(id: str, title: str = "Lyssna", **value) -> dict:
    return {"type": "step", "id": id, "value": {"title": title, **value}}


def paragraph(words: str) -> dict:
    return {"type": "paragraph", "id": "", "value": words}


def asked(id: str, kind: str = "short", prompt: str = "Vem?", **value) -> dict:
    return {"type": kind, "id": id, "value": {"prompt": prompt, **value}}


STEPS = st.lists(
    st.builds(
        step,
        st.sampled_from("abcdef"),
        TITLES,
        required=st.booleans(),
        pass_percent=st.sampled_from([0, 50]),
    ),
    unique_by=lambda one: one["id"],
)


@given(STEPS, st.randoms())
def test_nothing_lags_behind_itself_in_whatever_order(steps, chance):
    mixed = [{**one, "value": {**one["value"], "title": "Annat"}} for one in steps]
    chance.shuffle(mixed)
    assert lag_of(steps, mixed) == NO_LAG


@given(STEPS, STEPS)
def test_what_one_lacks_the_other_has_too_many(one, other):
    there, back = lag_of(one, other), lag_of(other, one)
    assert {each.id for each in there.missing} == {each.id for each in back.extra}
    assert {each.id for each in there.changed} == {each.id for each in back.changed}
    shared = {each["id"] for each in one} & {each["id"] for each in other}
    assert {each.id for each in there.changed} <= shared


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        ({"answers": [3]}, {"answers": ["3"]}, False),
        ({"answers": ["2,5"]}, {"answers": ["2.5"]}, False),
        ({"answers": [3]}, {"answers": [4]}, True),
        ({"tolerance": 0.5}, {"tolerance": 1}, True),
        ({"prompt": "Hur många?"}, {"prompt": "Hvor mange?"}, False),
        ({"feedback_wrong": "Räkna"}, {"feedback_wrong": "Tell"}, False),
    ],
)
def test_of_a_number_its_answers_and_its_tolerance_count(before, after, differs):
    original, other = (
        [step("a", questions=[asked("q", "number", **value)])] for value in (before, after)
    )
    assert bool(lag_of(original, other).changed) == differs


def test_a_short_answer_is_in_words_and_those_are_translated():
    original = [step("a", questions=[asked("q", answers=["vals"])])]
    assert not lag_of(original, [step("a", questions=[asked("q", answers=["valse"])])])


def test_words_are_all_but_ids():
    one = step("a", "Lyssna", content=[paragraph("Lyssna först.")], minutes=10)
    other = step("b", "Lyssna", content=[{**paragraph("Lyssna först."), "id": "x"}], minutes=10)
    assert all_words([one]) == all_words([other])
    assert all_words([step("a", "Spela")]) != all_words([step("a", "Lyssna")])
