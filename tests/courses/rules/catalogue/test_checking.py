import json

import pytest

from courses.models import (
    Area,
    CoursePage,
    Meeting,
    Milestone,
    Occasion,
    Organiser,
    PriorityArea,
    SteeringDocument,
    Topic,
    Venue,
)
from courses.rules.catalogue import limits
from courses.rules.catalogue.checking import check_catalogue
from tests.courses.catalogue_files import dated, module, occasion, package, step, venue


def places(*courses: object) -> list[str]:
    faults = check_catalogue({"format": "catalogue/1", "courses": list(courses)}).faults
    return sorted(str(fault).split(": ", 1)[0] for fault in faults)


def says(*courses: object) -> str:
    (fault,) = check_catalogue({"format": "catalogue/1", "courses": list(courses)}).faults
    return str(fault)


def question(**keys: object) -> dict:
    asked = {"id": "fraga", "kind": "single", "prompt": "Vad?"} | keys
    return package("p", "sv", module("m", step("s", questions=[asked])))


IN_QUESTION = "courses[0].modules[0].steps[0].questions[0]"
TWO = [{"text": "a", "correct": True}, {"text": "b"}]
PAIRS = [{"text": "a", "match": "x"}, {"text": "b", "match": "y"}]


def test_a_deadline_that_is_no_date_is_named_with_its_place_and_the_mend():
    assert says(dated(occasions=[occasion(closes="2018-13-01")])) == (
        "courses[0].occasions[0].closes: 2018-13-01 is no date. "
        "Write it as 2018-10-01 or 2018-10-01T23:59."
    )


def test_another_version_of_the_format_is_named_alone():
    faults = check_catalogue({"format": "catalogue/2", "courses": [{}]}).faults
    assert [str(fault) for fault in faults if fault.place == ("format",)] == [
        "format: “catalogue/2” is another format. This site reads catalogue/1."
    ]


@pytest.mark.parametrize("nothing", [None, [], 5, "x", {}, {"courses": []}, {"format": 1}])
def test_what_is_no_catalogue_is_refused(nothing):
    assert check_catalogue(nothing).faults


def test_patterns_hold_for_the_whole_string_and_for_ascii_digits_alone():
    assert places(dated(id="rytm\n")) == ["courses[0].id"]
    assert places(dated(updated="２０２３-01-01")) == ["courses[0].updated"]
    assert places(dated(updated="2023-01-01\n")) == ["courses[0].updated"]


@pytest.mark.parametrize("day", ["2023-02-30", "20230201", "2023-W05-3", "2023-1-1", "0000-01-01"])
def test_a_day_is_a_day_of_the_calendar(day):
    assert places(dated(published=day)) == ["courses[0].published"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "example.org", "http://", "https://a b", "data:text/html,x"]
)
def test_an_address_is_one_that_a_browser_opens(address):
    assert places(dated(content=[{"link": address}])) == ["courses[0].content[0].link"]


@pytest.mark.parametrize(
    "address", ["kansliet", "a@b", "a@b.c", "a b@example.org", "a@example.org\n"]
)
def test_an_email_address_is_one(address):
    assert places(dated(contact={"email": address})) == ["courses[0].contact.email"]


def test_a_key_that_the_format_does_not_know_is_named_with_its_neighbour():
    assert says(dated(subtitel="x")).endswith("Did you mean subtitle?")


def test_a_missing_key_is_named_at_its_own_place():
    assert places({"kind": "dated", "id": "a", "language": "sv"}) == ["courses[0].title"]


def test_what_belongs_to_the_other_kind_is_named_at_its_own_place():
    assert places(dated(order="free")) == ["courses[0].order"]
    assert places(package(occasions=[])) == ["courses[0].occasions"]


def test_ids_are_unique_where_they_name_something():
    twice = [
        dated("a"), dated("a"), dated("a", "nb"),
        dated("o", occasions=[occasion("x"), occasion("x", venues=[venue("v"), venue("v")])]),
        package("m", "sv", module("x"), module("x", step("s"), step("s"))),
    ]  # fmt: skip
    assert places(*twice) == [
        "courses[1].id",
        "courses[3].occasions[1].id",
        "courses[3].occasions[1].venues[1].id",
        "courses[4].modules[1].id",
        "courses[4].modules[1].steps[1].id",
    ]


def test_a_meeting_without_an_id_goes_by_its_position():
    day = {"day": "2026-05-01"}
    assert not places(dated(occasions=[occasion(meetings=[day | {"id": "2"}, day | {"id": "1"}])]))
    assert places(dated(occasions=[occasion(meetings=[day, day | {"id": "1"}])])) == [
        "courses[0].occasions[0].meetings[1].id"
    ]


def test_a_time_zone_is_a_known_one():
    assert places(dated(occasions=[occasion(timezone="Europe/Umea")])) == [
        "courses[0].occasions[0].timezone"
    ]


def test_a_time_that_the_clock_skips_is_named_with_the_next_one():
    meeting = {"start": "2024-03-31T02:30", "end": "2024-03-31T04:00"}
    told = says(dated(occasions=[occasion(meetings=[meeting])]))
    assert told.startswith("courses[0].occasions[0].meetings[0].start: ")
    assert told.endswith("Write 2024-03-31T03:00 instead.")


def test_it_ends_after_it_starts_and_closes_after_it_opens():
    late = {"start": "2024-03-01T10:00", "end": "2024-03-01T10:00"}
    assert places(
        dated(occasions=[occasion(opens="2024-02-02", closes="2024-02-01", meetings=[late])])
    ) == ["courses[0].occasions[0].closes", "courses[0].occasions[0].meetings[0].end"]


def test_it_may_open_and_close_on_the_same_day():
    assert not places(dated(occasions=[occasion(opens="2024-02-01", closes="2024-02-01")]))


def test_partial_dates_are_in_the_calendar_and_the_right_way_round():
    steps = [{"label": "a", "when": "2018-02-30"}, {"label": "b", "when": "2020/2018"}]
    assert places(dated(occasions=[occasion(milestones=steps)])) == [
        "courses[0].occasions[0].milestones[0].when",
        "courses[0].occasions[0].milestones[1].when",
    ]


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ({"choices": [{"text": "a"}, {"text": "b"}]}, ".choices"),
        ({"choices": [{"text": "a", "correct": True}] * 2}, ".choices"),
        ({"choices": TWO[:1]}, ".choices"),
        ({}, ".choices"),
        ({"choices": TWO, "answers": ["a"]}, ".answers"),
        ({"choices": [*TWO, {"text": "c", "match": "d"}]}, ".choices[2].match"),
        ({"choices": [TWO[0], {"text": "b", "id": "1"}]}, ".choices[1].id"),
        ({"kind": "multiple", "choices": [{"text": "a"}, {"text": "b"}]}, ".choices"),
        ({"kind": "number"}, ".answers"),
        ({"kind": "number", "answers": ["tre"]}, ".answers[0]"),
        ({"kind": "number", "answers": ["nan"]}, ".answers[0]"),
        ({"kind": "number", "answers": [3], "choices": TWO}, ".choices"),
        ({"kind": "short", "answers": [" "]}, ".answers[0]"),
        ({"kind": "short", "answers": ["a"], "tolerance": 1}, ".tolerance"),
        ({"kind": "reflection", "answers": ["a"]}, ".answers"),
        ({"kind": "matching"}, ".choices"),
        ({"kind": "matching", "choices": [*PAIRS, {"text": "c"}]}, ".choices[2].match"),
        (
            {"kind": "matching", "choices": [*PAIRS, {"text": " ", "match": "y"}]},
            ".choices[2].text",
        ),
        ({"kind": "matching", "choices": [PAIRS[0], PAIRS[0]]}, ".choices"),
        ({"kind": "ordering", "choices": TWO}, ".choices[0].correct"),
        ({"kind": "ordering", "choices": [{"text": "a"}, {"text": "a "}]}, ".choices"),
        ({"kind": "ordering", "choices": [{"text": "a"}, PAIRS[1]]}, ".choices[1].match"),
    ],
)
def test_choices_and_answers_fit_their_question(asked, place):
    assert places(question(**asked)) == [IN_QUESTION + place]


@pytest.mark.parametrize(
    "asked",
    [
        {"choices": TWO},
        {"kind": "multiple", "choices": [{"text": "a", "correct": True}] * 2},
        {"kind": "number", "answers": [3, "2,5", "-1e3"], "tolerance": 0},
        {"kind": "short", "answers": ["puls", 4]},
        {"kind": "matching", "choices": PAIRS},
        {"kind": "ordering", "choices": [{"text": "a"}, {"text": "b"}]},
        {"kind": "reflection"},
    ],
)
def test_questions_that_fit_are_taken(asked):
    assert not places(question(**asked))


def test_a_price_has_at_most_two_decimals():
    assert not places(dated(price={"amount": 1250.5, "currency": "NOK"}))
    assert places(dated(price={"amount": 0.125, "currency": "NOK"})) == ["courses[0].price.amount"]


def test_names_are_not_empty_and_texts_are_not_too_long():
    assert places(dated(organisers=[" "], topics=["x" * 101], subtitle="x" * 256)) == [
        "courses[0].organisers[0]", "courses[0].subtitle", "courses[0].topics[0]",
    ]  # fmt: skip


def test_the_limits_are_those_of_the_models():
    fields = {
        ("course", "title"): (CoursePage, "title"),
        ("course", "subtitle"): (CoursePage, "subtitle"),
        ("contact", "name"): (CoursePage, "contact_name"),
        ("contact", "email"): (CoursePage, "contact_email"),
        ("contact", "phone"): (CoursePage, "contact_phone"),
        ("series", "edition"): (CoursePage, "edition"),
        ("steering", "title"): (SteeringDocument, "title"),
        ("steering", "url"): (SteeringDocument, "url"),
        ("module", "title"): (CoursePage, "title"),
        ("occasion", "title"): (Occasion, "title"),
        ("occasion", "timezone"): (Occasion, "timezone"),
        ("occasion", "recording"): (Occasion, "recording"),
        ("round", "label"): (Occasion, "round_label"),
        ("milestone", "label"): (Milestone, "label"),
        ("venue", "name"): (Venue, "name"),
        ("venue", "address"): (Venue, "address"),
        ("venue", "join_url"): (Venue, "join_url"),
        ("meeting", "title"): (Meeting, "title"),
    }
    said = {
        (noun, key): limit for noun, keys in limits.TEXTS.items() for key, limit in keys.items()
    }
    assert said == {
        names: model._meta.get_field(field).max_length for names, (model, field) in fields.items()
    }
    named = {
        "organisers": Organiser,
        "topics": Topic,
        "priority_areas": PriorityArea,
        "areas": Area,
    }
    assert {
        key: model._meta.get_field("name").max_length for key, model in named.items()
    } == limits.NAMES


def test_all_faults_of_a_course_are_found_at_once():
    broken = dated(
        published="2023-02-30", titel="x", price={"amount": -1, "currency": "GBP"},
        occasions=[occasion(timezone="Mars", state="maybe", venues=[{"id": "V"}])],
    )  # fmt: skip
    assert places(json.loads(json.dumps(broken)), 7) == [
        "courses[0].occasions[0].state",
        "courses[0].occasions[0].timezone",
        "courses[0].occasions[0].venues[0].id",
        "courses[0].occasions[0].venues[0].kind",
        "courses[0].price.amount",
        "courses[0].price.currency",
        "courses[0].published",
        "courses[0].titel",
        "courses[1]",
    ]
