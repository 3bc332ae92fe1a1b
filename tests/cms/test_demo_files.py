"""The demo's files, before anything is loaded: the facts of the five cases, exactly."""

import csv
import datetime
import json
from pathlib import Path

import jsonschema
import pytest

import courses
from cms.demo.files import CATALOGUE, MEDIA, PEOPLE
from cms.demo.open_now import day_of, open_now

SCHEMA = Path(courses.__file__).parent / "formats" / "catalogue.schema.json"
SUNDAY = datetime.date(2026, 11, 22)


@pytest.fixture(scope="module")
def catalogue():
    return json.loads(CATALOGUE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def by_id(catalogue):
    return {(course["id"], course["language"]): course for course in catalogue["courses"]}


def faults(data) -> list[str]:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    check = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in check.iter_errors(data)]


def test_the_catalogue_is_valid(catalogue):
    assert faults(catalogue) == []


@pytest.mark.parametrize("days", range(0, 371, 53))
def test_what_is_open_now_is_valid_on_any_day(days):
    assert faults(open_now(SUNDAY + datetime.timedelta(days))) == []


def test_a_week_is_counted_from_its_monday():
    assert day_of(SUNDAY, 0, "1") == datetime.date(2026, 11, 16)
    assert day_of(SUNDAY, 1, "1") == datetime.date(2026, 11, 23)
    assert day_of(SUNDAY, -1, "7") == datetime.date(2026, 11, 15)
    assert day_of(SUNDAY, 1, None) == datetime.date(2026, 11, 23)


def test_the_county_tour_has_eight_days_in_order_and_two_towns_undecided(by_id):
    tour = by_id["erfaringsdelingssamlinger-fordypning-2022", "nb"]["occasions"]
    days = [occasion["meetings"][0]["day"] for occasion in tour]
    assert days == sorted(days)
    assert len(days) == 8
    assert (days[3], days[4]) == ("2022-10-28", "2022-11-04")
    places = [occasion["venues"][0].get("places") for occasion in tour]
    assert places[1] == ["Trondheim", "Stjørdal"]
    assert places[6] == ["Stavanger", "Sandnes"]
    assert places[7] is None
    assert tour[7]["venues"][0]["name"] == "Nettsamling"
    assert tour[7]["venues"][0]["areas"] == ["Nordland", "Svalbard", "Troms og Finnmark"]
    areas = {area for occasion in tour for area in occasion["venues"][0]["areas"]}
    assert not areas & {"Oslo", "Agder"}


def test_the_county_tour_invents_no_time_and_no_number(by_id):
    for occasion in by_id["erfaringsdelingssamlinger-fordypning-2022", "nb"]["occasions"]:
        assert all("start" not in meeting for meeting in occasion["meetings"])
        assert set(occasion["venues"][0]["seats"].values()) == {None}
        assert occasion.get("closes") == ("2022-10-07" if occasion["id"] == "vestland" else None)


def test_the_guidance_round_has_five_dates_each_as_exact_as_known(by_id):
    (occasion,) = by_id["veiledning-i-kulturskoleutvikling-2", "nb"]["occasions"]
    assert [occasion["opens"], occasion["closes"], occasion["answers"]] == [
        "2018-06-15",
        "2018-10-01",
        "2018-11-01",
    ]
    assert [each["when"] for each in occasion["milestones"]] == ["2019-01", "2019-01/2020-06"]
    assert (occasion["intake"], occasion["applicants"]) == ("application", "organisation")


def test_the_seminar_has_910_seats_in_three_towns_and_seven_towns_cancelled(by_id):
    seminar = by_id["nasjonalt-dialogseminar-2023", "nb"]
    (occasion,) = seminar["occasions"]
    open_towns = [
        venue
        for venue in occasion["venues"]
        if venue["kind"] == "place" and "cancelled" not in venue
    ]
    assert {venue["places"][0] for venue in open_towns} == {"Førde", "Oslo", "Trondheim"}
    assert sum(venue["seats"]["participant"] for venue in open_towns) == 910
    cancelled = [venue for venue in occasion["venues"] if "cancelled" in venue]
    assert len(cancelled) == 7
    assert {venue["cancelled"] for venue in cancelled} == {"2023-04-19"}
    assert seminar["organisers"] == ["Utdanningsdirektoratet", "KS", "Norsk kulturskoleråd"]
    assert seminar["price"] == {"amount": 0, "currency": "NOK"}


def test_the_samples_have_their_structure(by_id):
    digital = by_id["digital-kompetens-i-undervisningen", "sv"]["modules"]
    assert len(digital) == 16
    for module in digital:
        assert len({step["part"] for step in module["steps"]}) == 4
        assert 12 * 60 <= sum(step.get("minutes", 0) for step in module["steps"]) <= 16 * 60
    parts = by_id["utforska-textvarldar", "sv"]["modules"][0]["steps"]
    assert list(dict.fromkeys(step["part"] for step in parts)) == [
        "De yngsta barnens teckenskapande",
        "Skrift och tecken i lek och utforskande",
        "Barn läser och ritar bilder och serier",
        "Poesi och språklek",
    ]
    assert by_id["kompetansepakke-nytt-lareplanverk", "nb"]["order"] == "intro-first"
    assert by_id["fagsamling-noku-vestland-2021", "nn"]["price"]["amount"] == 990
    (cohort,) = by_id["barnrattsstrateg-vasterbotten-2021", "sv"]["occasions"]
    assert [meeting["start"][:10] for meeting in cohort["meetings"]] == [
        "2021-03-22",
        "2021-04-27",
        "2021-05-25",
        "2021-09-07",
    ]


def test_the_rich_package_is_the_same_in_four_languages_and_uses_everything(by_id):
    shapes, kinds, forms, blocks = [], set(), set(), set()
    for language in ("sv", "nb", "nn", "en"):
        package = by_id["ljud-bild-och-berattelse", language]
        steps = [step for module in package["modules"] for step in module["steps"]]
        shapes.append(
            [
                (step["id"], step.get("minutes"), [q["id"] for q in step.get("questions", [])])
                for step in steps
            ]
        )
        kinds |= {q["kind"] for step in steps for q in step.get("questions", [])}
        forms |= {step.get("form", "individual") for step in steps}
        for step in steps:
            blocks |= {
                "paragraph" if isinstance(each, str) else next(iter(each))
                for each in step["content"]
            }
    assert all(shape == shapes[0] for shape in shapes)
    assert kinds == {"single", "multiple", "number", "short", "reflection"}
    assert forms == {"individual", "group", "practice", "follow-up"}
    assert blocks == {
        "paragraph", "heading", "html", "quote", "link", "image", "video", "audio", "document",
        "table",
    }  # fmt: skip


def test_every_file_that_a_catalogue_names_is_there(catalogue):
    named = set()

    def walk(value):
        if isinstance(value, dict):
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)
        elif isinstance(value, str) and value.startswith("media/"):
            named.add(value.removeprefix("media/"))

    walk(catalogue)
    walk(open_now(SUNDAY))
    assert named <= {path.name for path in MEDIA.iterdir()}
    assert {"linjen.webm", "linjen-nn.vtt", "melodi.mp3", "ovningsblad-en.pdf"} <= named


def test_contacts_are_functions_on_example_org(catalogue):
    for course in [*catalogue["courses"], *open_now(SUNDAY)["courses"]]:
        assert course["contact"]["email"] == "kurs@example.org", course["id"]


def test_people_work_in_all_fourteen_municipalities_and_are_on_example_org():
    with PEOPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["email"].endswith("@example.org") for row in rows)
    paths = [row["organisation"].split("/") for row in rows]
    assert len({path[1] for path in paths if path[0] == "Norrbotten" and len(path) > 1}) == 14
    assert len({row["email"] for row in rows if row["role"] == "teacher"}) >= 45
    kinds = {row["kind"] for row in rows}
    assert {"school", "upper-secondary", "folk-high-school", "higher-education"} <= kinds
    assert "voluntary" in kinds
