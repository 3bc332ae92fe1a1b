"""An assignment as an editor sets it, and as it outlives a catalogue file without a word for it."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import translation
from wagtail.blocks import StructBlockValidationError

from courses.blocks.steps import StepBlock
from courses.models import ModulePage
from courses.reports.module_body import render_question
from courses.rules.catalogue.faults import CatalogueError
from courses.rules.outline import read_steps
from courses.rules.questions import read_question
from tests.courses.catalogue_files import bring, export, faults
from tests.courses.catalogue_files import module as module_of_file
from tests.courses.catalogue_files import package as package_of_file
from tests.courses.catalogue_files import step as step_of_file
from tests.progress.packages import choice, module, package, question, step


def assignment(prompt: str = "Plan three lessons.", **value) -> dict:
    return question("assignment", prompt, **value)


def cleaned(*questions: dict):
    block = StepBlock()
    return block.clean(block.to_python(step(questions=list(questions))["value"] | {"id": "a"}))


def refusal(*questions: dict) -> str:
    with translation.override("en"):
        with pytest.raises(StructBlockValidationError) as caught:
            cleaned(*questions)
        return str(caught.value.block_errors["questions"])


def given(**value) -> dict:
    return assignment(accepts="both", files=3, **value)


def test_an_assignment_stands_alone_or_beside_reflections():
    assert len(cleaned(given())["questions"]) == 1
    assert len(cleaned(question("reflection"), given(), question("reflection"))["questions"]) == 3


def test_a_second_assignment_in_a_step_is_refused_with_the_mend():
    assert "Move the other to a step of its own" in refusal(given(), given())


def test_a_question_with_a_right_answer_beside_it_is_refused_with_the_mend():
    quiz = question("single", choices=[choice("A", correct=True), choice("B")])
    assert "to a step of their own" in refusal(quiz, given())


def test_its_step_is_assigned_and_not_graded():
    (read,) = read_steps([step(questions=[assignment(), question("reflection")])])
    assert read.is_assigned
    assert not read.graded


def test_who_has_not_begun_reads_it_and_has_no_field():
    asked = assignment(accepts="files", files=2, instructions="See https://example.org/<b>")
    shown = render_question(read_question("assignment", "a" * 32, asked["value"]))
    assert "Plan three lessons." in shown
    assert "&lt;b&gt;" in shown
    assert 'href="https://example.org/' in shown
    assert "textarea" not in shown


@pytest.mark.django_db
def test_a_catalogue_file_says_reflection_and_its_import_leaves_the_assignment(tmp_path):
    course = package()
    asked = assignment(id="plan", instructions="At most a page.", accepts="files", files=2)
    module(course, step("Hand in", id="hand-in", questions=[asked]))
    out, err = StringIO(), StringIO()
    call_command("export_catalogue", stdout=out, stderr=err)
    assert "rytm (sv), modul-1, hand-in: the assignment is exported as a reflection." in (
        err.getvalue()
    )
    catalogue = json.loads(out.getvalue())
    exported = catalogue["courses"][0]["modules"][0]["steps"][0]
    assert exported["questions"] == [
        {"id": "plan", "kind": "reflection", "prompt": "Plan three lessons."}
    ]
    exported["title"] = "Hand it in"
    file = tmp_path / "kurser.json"
    file.write_text(json.dumps(catalogue))
    call_command("import_catalogue", str(file), stdout=StringIO())
    (block,) = ModulePage.objects.get().steps.raw_data
    assert block["value"]["title"] == "Hand it in"
    (kept,) = block["value"]["questions"]
    assert (kept["type"], kept["id"]) == ("assignment", asked["id"])
    assert kept["value"] == asked["value"]
    call_command("import_catalogue", str(file), stdout=out)
    assert "0 of 1 courses changed" in out.getvalue()


def of_file(*questions: dict) -> dict:
    return package_of_file(
        "rytm", "sv", module_of_file("a", step_of_file("x", questions=questions))
    )


PLAN = {"id": "plan", "kind": "reflection", "prompt": "Plan three lessons."}
THINK = {"id": "think", "kind": "reflection", "prompt": "What did you hear?"}
COUNT = {"id": "count", "kind": "number", "prompt": "How many?", "answers": [3]}


@pytest.fixture
def assigned(db) -> ModulePage:
    """A file made the module with two reflections; an editor made an assignment of one."""
    bring(of_file(PLAN, THINK))
    page = ModulePage.objects.get(slug="a")
    steps = page.steps.raw_data
    question = steps[0]["value"]["questions"][0]
    question["type"] = "assignment"
    question["value"] |= {"instructions": "At most a page.", "accepts": "files", "files": 2}
    page.steps = page.steps.stream_block.to_python(list(steps))
    page.save_revision().publish()
    page.refresh_from_db()
    return page


BESIDE = (
    "“plan” of this step is an assignment in the site. Beside an assignment only reflections may "
    "stand. Move the questions that have right answers to a step of their own."
)
ITSELF = (
    "“plan” is an assignment in the site. Write reflection, which leaves it one, or give this "
    "question another id and a step of its own."
)


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        ([PLAN, THINK, COUNT], [f"questions[2]: {BESIDE}"]),
        ([COUNT | {"id": "think"}, PLAN], [f"questions[0]: {BESIDE}"]),
        (
            [THINK, COUNT | {"id": "plan"}],
            [f"questions[1].kind: {ITSELF}"],
        ),
    ],
)
def test_a_file_that_puts_a_right_answer_to_an_assignment_is_refused_at_its_place(
    assigned, questions, said
):
    before = assigned.steps.raw_data[0]
    course = of_file(*questions) | {"title": "Another title"}
    where = "courses[0].modules[0].steps[0]"
    assert faults(course) == [f"{where}.{one}" for one in said]
    with pytest.raises(CatalogueError):
        bring(course)
    page = ModulePage.objects.get(slug="a")
    assert page.steps.raw_data[0] == before
    assert page.live_revision_id == assigned.live_revision_id
    assert page.get_parent().title == "Paket rytm"


def test_what_may_stand_beside_an_assignment_is_imported_and_leaves_it_one(assigned):
    last = THINK | {"id": "last"}
    bring(of_file(last, PLAN))
    (block,) = ModulePage.objects.get(slug="a").steps.raw_data
    kinds = [(one["type"], one["value"]["id"]) for one in block["value"]["questions"]]
    assert kinds == [("reflection", "last"), ("assignment", "plan")]
    assert not faults(*export("rytm"))


def test_a_file_that_leaves_the_assignment_out_may_ask_for_a_right_answer(assigned):
    bring(of_file(THINK, COUNT))
    (step,) = read_steps(ModulePage.objects.get(slug="a").steps.raw_data)
    assert step.graded
    assert not step.is_assigned
