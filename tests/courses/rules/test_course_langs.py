"""Which words of a course's page and card are still the original's."""

import pytest

from courses.rules.course_langs import TEXTS, CourseLangs, card_langs, course_langs

ORIGINAL = {
    "title": "Improvisation",
    "subtitle": "Att lyssna",
    "summary": "Spela utan noter.",
    "audience_text": "Den som leder en grupp.",
    "price_note": "Resan ingår.",
    "edition": "Våren 2027",
    "contact_name": "Kursansvarig",
}


def block(words: str) -> dict:
    return {"type": "paragraph", "id": "", "value": words}


def told(body: str = "Annet.", **kept: str) -> CourseLangs:
    texts = {name: f"{words} (nb)" for name, words in ORIGINAL.items()} | kept
    return course_langs(texts, ORIGINAL, [block(body)], [block("Kom som du är.")], "sv")


@pytest.mark.parametrize("name", TEXTS)
def test_each_text_is_marked_by_itself(name):
    langs = told(**{name: ORIGINAL[name]})
    assert {each: getattr(langs, each) for each in TEXTS} == {
        each: "sv" if each == name else "" for each in TEXTS
    }


@pytest.mark.parametrize(
    ("kept", "marked"),
    [
        ({}, ""),
        ({"summary": ORIGINAL["summary"]}, "sv"),
        ({"subtitle": ORIGINAL["subtitle"]}, "sv"),
        ({"price_note": ORIGINAL["price_note"]}, ""),
        ({"body": "Kom som du är."}, "sv"),
    ],
)
def test_a_title_may_be_the_same_word_and_counts_with_what_it_heads(kept, marked):
    assert told(title="Improvisation", **kept).title == marked
    assert told(title="Å improvisere", **kept).title == ""


def test_what_is_empty_or_figures_alone_is_in_no_language():
    empty = dict.fromkeys(ORIGINAL, "")
    assert course_langs(empty, empty, [], [], "sv") == CourseLangs("sv")
    figures = dict.fromkeys(ORIGINAL, "2026")
    assert course_langs(figures, figures, [block("4/4")], [block("4/4")], "sv").summary == ""


def test_outcomes_and_modules_are_held_against_those_of_the_original():
    modules = {"key": ("Puls", "Tre slag.")}
    langs = CourseLangs("sv", outcomes=frozenset({"lyssna", "1"}), modules=modules)
    assert [langs.of_outcome(one) for one in ("lyssna", "lytte", "1")] == ["sv", "", ""]
    assert langs.of_module("key", "Puls", "Tre slag.") == ("sv", "sv")
    assert langs.of_module("key", "Puls", "Tre slag (nb).") == ("", "")
    assert langs.of_module("other", "Puls", "") == ("", "")


def test_the_title_of_a_card_counts_with_its_summary():
    assert card_langs(("Puls", "Tre."), ("Puls", "Tre."), "sv") == ("sv", "sv")
    assert card_langs(("Puls", "To."), ("Puls", "Tre."), "sv") == ("", "")
    assert card_langs(("Pulsen", "Tre."), ("Puls", "Tre."), "sv") == ("", "sv")
