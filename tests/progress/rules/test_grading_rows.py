"""Matching and ordering: what is right, how much of it, and in which order it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.rules.question_rows import match_key, rows_of
from courses.rules.questions import right_answers
from progress.rules.given import read_given
from progress.rules.grading import Choice, Question, grade

PAIRS = Question(
    "played",
    "matching",
    (
        Choice("violin", text="Violin", match="Bow", feedback="It has strings"),
        Choice("flute", text="Flute", match="Breath"),
        Choice("cello", text="Cello", match="bow "),
    ),
)
SONG = Question(
    "song",
    "ordering",
    (
        Choice("pulse", text="Pulse"),
        Choice("words", text="Words", feedback="After the pulse"),
        Choice("melody", text="Melody"),
        Choice("chords", text="Chords"),
    ),
)


def matched(**pairs: str) -> list[str]:
    return [f"{one}={match_key('played', other)}" for one, other in pairs.items()]


def ordered(*ids: str) -> list[str]:
    return [f"{id}={number}" for number, id in enumerate(ids, 1)]


RIGHT = matched(violin="violin", flute="flute", cello="cello")
ORDER = ordered("pulse", "words", "melody", "chords")


def test_all_pairs_right_is_right_and_two_matches_of_the_same_words_are_as_right():
    assert grade(PAIRS, RIGHT).correct is True
    assert grade(PAIRS, matched(violin="cello", flute="flute", cello="violin")).correct is True


def test_each_right_pair_counts_and_a_wrong_one_says_why():
    result = grade(PAIRS, matched(violin="flute", flute="flute", cello="cello"))
    assert (result.answered, result.exact.limit_denominator(9)) == (True, result.exact)
    assert result.score == pytest.approx(2 / 3)
    assert result.feedback == ("violin",)


def test_a_prompt_without_a_match_is_not_answered():
    result = grade(PAIRS, RIGHT[:2])
    assert (result.answered, result.feedback) == (False, ())


def test_the_right_order_is_right_and_one_moved_thing_is_no_disaster():
    assert grade(SONG, ORDER).correct is True
    moved = grade(SONG, ordered("chords", "pulse", "words", "melody"))
    assert moved.score == pytest.approx(2 / 3)
    assert grade(SONG, ordered("chords", "melody", "words", "pulse")).score == 0


@pytest.mark.parametrize(
    "value",
    [
        ORDER[:3],
        ["pulse=1", "words=1", "melody=3", "chords=4"],
        ["pulse=0", "words=2", "melody=3", "chords=4"],
        ["pulse=1", "words=2", "melody=3", "chords=5"],
        "pulse=1",
        None,
    ],
)
def test_things_without_a_number_of_their_own_are_not_ordered(value):
    result = grade(SONG, value)
    assert (result.answered, result.score) == (False, 0)


@given(st.permutations(RIGHT), st.permutations(ORDER))
def test_in_which_order_a_form_sends_its_rows_makes_no_difference(pairs, numbers):
    assert grade(PAIRS, pairs) == grade(PAIRS, RIGHT)
    assert grade(SONG, numbers) == grade(SONG, ORDER)
    assert read_given(SONG, numbers) == ORDER


@given(st.permutations(["pulse", "words", "melody", "chords"]))
def test_only_the_right_order_is_right_and_every_order_is_between_none_and_all(ids):
    result = grade(SONG, ordered(*ids))
    assert result.answered
    assert 0 <= result.score <= 1
    assert result.correct is (ids == ["pulse", "words", "melody", "chords"])


noise = st.recursive(
    st.one_of(st.none(), st.text(), st.integers(), st.sampled_from(RIGHT + ORDER + ["=", "a=b"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.sampled_from([PAIRS, SONG]), noise)
def test_no_value_breaks_the_grading_or_is_kept_otherwise_than_it_is_graded(question, value):
    result = grade(question, value)
    assert 0 <= result.score <= 1
    assert result.answered or not result.correct
    assert grade(question, read_given(question, value)) == result


@given(st.text(max_size=9))
def test_things_to_order_never_stand_in_the_right_order_and_stand_still(seed):
    rows = rows_of(SONG, seed)
    assert [row.choice for row in rows] != list(SONG.choices)
    assert {row.choice for row in rows} == set(SONG.choices)
    assert rows == rows_of(SONG, seed)


def test_an_order_that_was_given_stands_as_it_was_given():
    given_order = ordered("chords", "pulse", "words", "melody")
    assert [row.choice.id for row in rows_of(SONG, "7", given_order)] == [
        "chords", "pulse", "words", "melody",
    ]  # fmt: skip


def test_a_match_is_offered_once_for_the_same_words_and_does_not_show_whose_it_is():
    for row in rows_of(PAIRS, "7"):
        offered = sorted(words.strip().casefold() for _, words in row.options)
        assert offered == ["bow", "breath"]
        assert all(value.count(row.choice.id) == 1 for value, _ in row.options)


def test_shuffled_choices_differ_between_people_and_others_stand_as_written():
    letters = tuple(Choice(letter, text=letter) for letter in "abcdef")
    shuffled = Question("s", "single", letters, shuffle=True)
    orders = {tuple(row.choice.id for row in rows_of(shuffled, str(way))) for way in range(20)}
    assert len(orders) > 10
    plain = Question("s", "single", letters)
    assert [row.choice for row in rows_of(plain, "7")] == list(letters)


def test_what_is_right_in_words():
    assert right_answers(SONG) == ("Pulse", "Words", "Melody", "Chords")
    assert right_answers(PAIRS)[1] == "Flute – Breath"
    assert right_answers(Question("n", "number", answers=(3, "3,0"))) == ("3", "3,0")
