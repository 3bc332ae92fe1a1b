"""A file that nobody could complete a course by is refused at its place, and changes nothing."""

import pytest

from courses.models import CoursePage, ModulePage, PackagePage
from courses.rules.outline import plain_id
from tests.courses.catalogue_files import (
    bring,
    dated,
    export,
    faults,
    module,
    occasion,
    package,
    step,
    venue,
)

pytestmark = pytest.mark.django_db
NOBODY = "nobody could complete the course."


def test_more_modules_than_there_are_is_a_fault_at_the_number():
    asked = {"completion": {"modules": 3}}
    said = (
        f"courses[0].completion.modules: {NOBODY} Modules asked for: 3. Published: only 2. "
        "Write 2 or fewer, or add modules with steps."
    )
    assert faults(package("spela", "sv", module("a"), module("b"), **asked)) == [said]
    assert not CoursePage.objects.exists()
    assert faults(package("spela", "sv", module("a"), completion={"modules": 1})) == []


def test_a_module_without_steps_counts_for_nothing():
    empty = {"id": "b", "title": "Tom", "steps": []}
    assert faults(package("spela", "sv", module("a"), empty, completion={"modules": 2}))


def test_taking_away_a_module_that_the_number_needs_is_a_fault_at_the_modules():
    bring(package("spela", "sv", module("a"), module("b"), completion={"modules": 2}))
    (fault,) = faults(package("spela", "sv", module("a")))
    assert fault.startswith(f"courses[0].modules: {NOBODY} Modules asked for: 2.")
    assert ModulePage.objects.live().count() == 2


def ask_for_the_second(place: str) -> None:
    """An editor's own rule, which a file has no words for."""
    course = PackagePage.objects.get()
    page = ModulePage.objects.get(slug="b")
    block = page.steps.raw_data[0]
    rule = {
        "modules": ("some_modules", {"number": None, "modules": [page.pk]}),
        "step": ("step", {"module": page.pk, "step": "Steg lyssna", "uuid": plain_id(block["id"])}),
    }[place]
    blocks = [{"type": rule[0], "value": rule[1]}]
    course.completion_rule = course.completion_rule.stream_block.to_python(blocks)
    course.save_revision().publish()


@pytest.mark.parametrize("place", ["modules", "step"])
def test_what_an_editors_rule_asks_for_is_not_taken_away_by_a_file(place):
    bring(package("spela", "sv", module("a"), module("b", step(), step("spela"))))
    ask_for_the_second(place)
    (course,) = export("spela")
    assert faults(course) == []
    (fault,) = faults(package("spela", "sv", module("a")))
    assert fault.startswith(f"courses[0].modules: {NOBODY}")
    kept = package("spela", "sv", module("a"), module("b", step("spela")))
    assert bool(faults(kept)) == (place == "step")
    # Who says in the file what is asked for takes the place of the editor's rule.
    assert faults(package("spela", "sv", module("a"), completion={"modules": 1})) == []


def test_what_was_so_before_is_no_fault_of_the_file():
    bring(package("spela", "sv", module("a"), module("b")))
    PackagePage.objects.update(completion_modules=5)
    assert faults(package("spela", "sv", module("a", title="Ny"), module("b"))) == []


def notes(*courses) -> list[str]:
    return [note for plan in bring(*courses) for note in plan.notes]


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ({"venues": [venue()], "meetings": [{"day": "2020-05-04"}]}, "every occasion is over"),
        ({"venues": [venue(cancelled="2099-01-01")]}, "no occasion is left"),
        ({"venues": [venue(seats={"participant": 0})]}, "no occasion is left"),
        ({"venues": [venue()], "state": "cancelled"}, "no occasion is left"),
        ({"venues": [venue()], "meetings": [{"day": "2099-05-04"}]}, ""),
        ({"venues": [venue()], "meetings": [{"when": "2099-05"}]}, ""),
    ],
)
def test_what_is_so_by_the_state_of_things_is_noted_and_imported(kept, said):
    found = notes(
        dated("rytm", "sv", completion={"attendance_percent": 80}, occasions=[occasion(**kept)])
    )
    assert CoursePage.objects.count() == 1
    assert bool(found) == bool(said)
    assert all(one.startswith("cannot be completed by anybody now: ") for one in found)
    assert said in "".join(found)


def test_a_course_of_last_year_that_says_nothing_of_attendance_is_told_of_without_a_word():
    gone = occasion(venues=[venue()], meetings=[{"day": "2020-05-04"}])
    assert notes(dated("rytm", "sv", occasions=[gone])) == []


def test_a_dry_run_says_the_same():
    gone = occasion(venues=[venue()], state="cancelled")
    course = dated("rytm", "sv", completion={"attendance_percent": 80}, occasions=[gone])
    (dry,) = bring(course, dry_run=True)
    assert dry.notes == notes(course)
    assert dry.notes
