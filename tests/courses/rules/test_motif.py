"""The drawing of a course: always the same, made of numbers only, told apart by kind."""

import re

from hypothesis import given
from hypothesis import strategies as st

from courses.rules.motif import VOCABULARIES, draw, mark, vocabulary


@given(seed=st.text(), kind=st.sampled_from(["dated", "package"]), topic=st.text(max_size=40))
def test_whatever_the_course_is_called_the_drawing_is_numbers(seed, kind, topic):
    for shape in draw(seed, kind, (topic,)):
        assert 1 <= shape.tone <= 5
        assert re.fullmatch(r"[MmHhVvAaLlZz0-9 .-]+", shape.path)


def test_the_same_course_has_the_same_drawing():
    assert draw("a", "package", ("musik",)) == draw("a", "package", ("musik",))


def test_two_courses_are_told_apart():
    assert draw("a", "dated") != draw("b", "dated")
    assert draw("a", "dated") != draw("a", "package")


def test_the_first_topic_that_names_a_form_of_art_chooses_the_marks():
    assert vocabulary(("samverkan", "Kammarmusik", "dans")) == "music"
    assert vocabulary(("billedkunst",)) == "image"
    assert vocabulary(()) == "all"


def test_every_mark_of_every_vocabulary_can_be_drawn():
    for names in VOCABULARIES.values():
        for name in names:
            assert mark(name, 0, 0, 1).startswith("M")
