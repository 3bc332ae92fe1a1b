"""What a reader asks of the catalogue, as the address has it."""

import pytest

from courses.rules.catalogue_filter import CatalogueFilter


def test_only_what_was_asked_is_kept():
    asked = CatalogueFilter.from_query({"q": " kor ", "kind": "", "area": "Agder", "page": "2"})
    assert asked.asked == {"q": "kor", "area": "Agder"}


@pytest.mark.parametrize("name", ["kind", "month", "past", "q"])
def test_nonsense_is_no_question(name):
    asked = CatalogueFilter.from_query({name: "\x00" if name in ("past", "q") else "2026-13"})
    assert asked.asked == {}


def test_one_answer_is_taken_back_and_the_others_stay():
    asked = CatalogueFilter.from_query({"kind": "dated", "area": "Møre og Romsdal"})
    assert asked.without("kind") == "?area=M%C3%B8re+og+Romsdal"
    assert asked.without("area") == "?kind=dated"


def test_the_form_is_open_when_it_hides_an_answer():
    assert CatalogueFilter(area="Agder").is_open
    assert not CatalogueFilter(q="kor", kind="dated").is_open


def test_past_courses_are_added_to_what_is_asked():
    assert CatalogueFilter(q="kor").with_past == "?q=kor&past=1"
