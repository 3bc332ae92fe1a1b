"""What is not written has a name all the same, and none that gives the answer away."""

from hypothesis import given
from hypothesis import strategies as st

from courses.rules.question_media import Media, read_media
from courses.rules.question_names import with_names
from courses.rules.question_rows import rows_of
from courses.rules.questions import (
    Choice,
    Question,
    problem_with_order,
    problem_with_pairs,
    read_question,
    right_answers,
)


def sound(key: int) -> Media:
    return Media("sound", key)


def picture(key: int, alt: str) -> Media:
    return Media("image", key, alt)


def named(question: Question, seed: str = "7") -> Question:
    return with_names(question, seed, "Sound {}".format)


def texts(question: Question) -> list[str]:
    return [choice.text for choice in question.choices]


SOUNDS = Question("q", "ordering", tuple(Choice(id, media=sound(n)) for n, id in enumerate("abcd")))


def test_a_picture_is_called_by_its_alternative_text_and_what_is_written_stays():
    asked = Question(
        "q", "single", (Choice("a", media=picture(1, "A bow")), Choice("b", text="A reed"))
    )
    assert texts(named(asked)) == ["A bow", "A reed"]


def test_a_question_of_words_is_left_as_it_is():
    asked = Question("q", "single", (Choice("a", text="A bow"), Choice("b", text="A reed")))
    assert named(asked) is asked


@given(st.text(max_size=5))
def test_sounds_are_numbered_in_the_order_shown_which_is_not_the_right_one(seed):
    question = named(SOUNDS, seed)
    rows = rows_of(question, seed)
    assert [row.choice.text for row in rows] == ["Sound 1", "Sound 2", "Sound 3", "Sound 4"]
    assert right_answers(question) != ("Sound 1", "Sound 2", "Sound 3", "Sound 4")


@given(st.permutations("abcd"))
def test_a_sound_keeps_its_number_when_it_is_moved(order):
    moved = [f"{id}={place}" for place, id in enumerate(order, 1)]
    question = named(SOUNDS)
    names = {choice.id: choice.text for choice in question.choices}
    assert [row.choice.text for row in rows_of(question, "7", moved)] == [names[id] for id in order]


def test_sounds_to_match_with_are_counted_on_and_the_same_sound_has_one_number():
    asked = Question(
        "q",
        "matching",
        (
            Choice("a", media=sound(1), match_media=sound(8)),
            Choice("b", media=sound(2), match_media=sound(9)),
            Choice("c", media=sound(3), match_media=sound(8)),
        ),
    )
    question = named(asked)
    assert texts(question) == ["Sound 1", "Sound 2", "Sound 3"]
    first, second, third = (choice.match for choice in question.choices)
    assert first == third
    assert {first, second} == {"Sound 4", "Sound 5"}
    for row in rows_of(question, "7"):
        assert sorted(words for _, words in row.options) == ["Sound 4", "Sound 5"]


def test_two_sounds_without_words_are_two_things_and_one_sound_is_one():
    two = [Choice("a", match_media=sound(1)), Choice("b", match_media=sound(2))]
    assert not problem_with_pairs(two)
    assert problem_with_pairs([two[0], Choice("b", match_media=sound(1))])
    assert not problem_with_order(SOUNDS.choices)
    assert problem_with_order([*SOUNDS.choices, Choice("e", media=sound(0))])


def test_two_pictures_that_say_the_same_cannot_be_told_apart_by_who_sees_neither():
    bows = [Choice("a", media=picture(1, "A bow")), Choice("b", media=picture(2, "a bow"))]
    assert problem_with_order(bows)


def test_content_that_was_stored_without_media_reads_as_before():
    stored = {"prompt": "Who?", "choices": [{"text": "All", "correct": True}]}
    question = read_question("single", "q", stored)
    assert question.choices == (Choice("0", True, text="All"),)
    assert not question.has_media


def test_a_picture_or_sound_that_is_gone_from_the_library_is_none():
    assert read_media([{"type": "sound", "value": None}]) is None
    assert read_media([{"type": "image", "value": {"image": None, "alt": "A bow"}}]) is None
    assert read_media(None) is None
