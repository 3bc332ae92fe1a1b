from datetime import UTC, datetime
from uuid import uuid4

import pytest

from courses.rules.package_parts import part_body, recording_minutes, rule_fits


def block(kind: str, value: object) -> dict:
    return {"type": kind, "id": str(uuid4()), "value": value}


def words(text: str) -> dict:
    return block("paragraph", text)


def link(text: str, url: str = "https://example.org/paper") -> dict:
    return block("link", {"url": url, "text": text})


HEADING = block("heading", "Papers of the day")


@pytest.mark.parametrize(
    ("body", "stays", "steps"),
    [
        ([words("a")], "a", []),
        ([link("plan")], "", [("plan", "")]),
        ([words("a"), HEADING, link("plan")], "a", [("plan", "Papers of the day")]),
        (
            [HEADING, link("one"), words("a"), link("two")],
            "Papers of the day|a",
            [("one", "Papers of the day"), ("two", "Papers of the day")],
        ),
        ([HEADING], "Papers of the day", []),
        ([HEADING, block("heading", "Next"), words("a")], "Papers of the day|Next|a", []),
        ([HEADING, link("one"), block("heading", "Next")], "Next", [("one", HEADING["value"])]),
    ],
)
def test_papers_leave_the_page_and_an_empty_heading_goes_with_them(body, stays, steps):
    kept, papers = part_body(body)
    assert "|".join(one["value"] for one in kept) == stays
    assert [(paper.title, paper.heading) for paper in papers] == steps


def test_a_recording_that_has_its_own_module_is_no_paper_too():
    film = block("video", {"url": "https://example.org/film", "title": "The day", "file": None})
    assert part_body([film], {"https://example.org/film"}) == ([], [])
    assert [paper.title for paper in part_body([film])[1]] == ["The day"]


def test_a_paper_without_words_is_known_by_its_file_or_its_address():
    bare = [
        block("document", {"document": 7, "title": ""}),
        link("", "https://example.org/x"),
        block("table", {"data": [["a"]], "table_caption": "Plan"}),
    ]
    papers = part_body(bare)[1]
    assert [(paper.title, paper.file) for paper in papers] == [
        ("", 7),
        ("https://example.org/x", None),
        ("Plan", None),
    ]


def test_what_several_towns_have_at_once_is_watched_once():
    ten, two = (datetime(2023, 4, 27, hour, tzinfo=UTC) for hour in (10, 14))
    assert recording_minutes([(ten, 60), (ten, 90), (two, 30)]) == 120
    assert recording_minutes([]) == 0


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        ([], True),
        ([block("all_modules", {})], True),
        ([block("step", {"module": 3, "step": "Test", "uuid": "x"})], True),
        ([block("some_modules", {"number": 1, "modules": [3]})], True),
        ([block("some_modules", {"number": 1, "modules": []})], False),
        ([block("attendance", {"percent": 75})], False),
        ([block("any_of", [[block("occasion", {"occasion": "oslo"})]])], False),
        ([block("any_of", [[block("all_modules", {})]])], True),
    ],
)
def test_a_package_can_ask_for_modules_and_steps_and_for_nobody_s_presence(rule, fits):
    assert rule_fits(rule) is fits
