"""Several ways of attending in one line, as a reader would write it."""

import pytest
from django.utils import translation

from courses.models import Venue
from courses.templatetags.words import place_names


def town(name: str) -> Venue:
    return Venue(kind="place", places=[name])


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("nn", "Luleå og på nett"),
        ("sv", "Luleå och på nätet"),
        ("en", "Luleå and online"),
    ],
)
def test_a_word_of_ours_has_no_capital_inside_the_line(language, line):
    with translation.override(language):
        assert place_names([town("Luleå"), Venue(kind="online")]) == line


def test_a_line_begins_with_its_capital_and_a_name_keeps_its_own():
    with translation.override("nb"):
        venues = [Venue(kind="online"), Venue(kind="online"), Venue(kind="online", name="På nätet")]
        assert place_names(venues) == "På nett og På nätet"
