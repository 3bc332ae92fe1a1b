import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from courses.models import CoursePage, ModulePage, PackagePage
from progress.models import Enrolment, StepRecord
from tests.courses.catalogue_files import bring, changes, export, faults, module, package, step

pytestmark = pytest.mark.django_db


def steps(course: str, language: str = "sv") -> dict[str, str]:
    pages = ModulePage.objects.child_of(
        CoursePage.objects.get(slug=course, locale__language_code=language)
    )
    return {
        f"{page.slug}/{block['value']['id']}": block["id"]
        for page in pages
        for block in page.steps.raw_data
    }


def record_of(module_page: ModulePage) -> StepRecord:
    person = get_user_model().objects.create_user("ane@example.org", name="Ane Berg")
    course = module_page.get_parent().specific
    enrolment = Enrolment.objects.create(
        person=person, course=course, translation_key=course.translation_key
    )
    block = next(iter(module_page.steps.raw_data))
    return StepRecord.objects.create(
        enrolment=enrolment, module=module_page, step=block["id"], how="marked",
        done_at=timezone.now(),
    )  # fmt: skip


def test_a_step_keeps_its_uuid_when_it_is_changed_moved_and_joined_by_others():
    bring(package("spela", "sv", module("a", step("x"), step("y"))))
    before = steps("spela")
    bring(package("spela", "sv", module("a", step("z"), step("y"), step("x", title="Ny"))))
    after = steps("spela")
    assert before.items() <= after.items()
    assert list(after) == ["a/z", "a/y", "a/x"]


def test_the_same_ids_give_the_same_uuids_on_every_site():
    bring(package("spela", "sv", module("a", step("x"))))
    assert steps("spela") == {"a/x": "bcdb3376-0d75-5adf-9c67-da4933e58222"}


def test_an_editors_own_step_keeps_its_uuid_when_its_export_is_imported():
    bring(package("spela", "sv", module("a")))
    page = ModulePage.objects.get(slug="a")
    uuid = "0c9d3d3e-7a53-4ce8-9d4f-4b1f0a3a9a11"
    page.steps.append(("step", {"title": "Egen övning", "content": [], "questions": []}))
    page.steps[-1].id = uuid
    page.save_revision().publish()
    (course,) = export("spela")
    assert course["modules"][0]["steps"][1] == {"id": "egen-ovning", "title": "Egen övning"}
    course["modules"][0]["steps"][1]["minutes"] = 5
    bring(course)
    assert steps("spela")["a/egen-ovning"] == uuid


def test_modules_stand_in_the_order_of_the_file():
    bring(package("spela", "sv", module("a"), module("b"), module("c")))
    plans = bring(package("spela", "sv", module("c"), module("d"), module("a"), module("b")))
    assert ("updated", "course", "spela", "modules") in changes(plans)
    course = PackagePage.objects.get()
    assert [page.slug for page in course.get_children()] == ["c", "d", "a", "b"]
    assert not any(CoursePage.find_problems())


def test_a_module_that_the_file_lacks_is_deleted():
    bring(package("spela", "sv", module("a"), module("b")))
    bring(package("spela", "sv", module("b")))
    assert [page.slug for page in ModulePage.objects.all()] == ["b"]
    assert PackagePage.objects.get().numchild == 1


def test_a_module_that_someone_has_a_record_of_is_only_taken_out_of_the_course():
    bring(package("spela", "sv", module("a"), module("b")))
    record = record_of(ModulePage.objects.get(slug="a"))
    bring(package("spela", "sv", module("b")))
    record.refresh_from_db()
    assert not record.module.live
    assert [each["id"] for each in export("spela")[0]["modules"]] == ["b"]
    assert not changes(bring(package("spela", "sv", module("b"))))


def test_a_module_that_comes_back_is_the_same_page():
    bring(package("spela", "sv", module("a"), module("b")))
    record = record_of(ModulePage.objects.get(slug="a"))
    bring(package("spela", "sv", module("b")))
    bring(package("spela", "sv", module("a"), module("b")))
    record.module.refresh_from_db()
    assert record.module.live
    assert str(record.step) in steps("spela").values()


def test_a_record_in_another_language_keeps_a_module_too():
    both = [package("spela", "sv", module("a"), module("b")), package("spela", "nb", module("a"))]
    bring(*both)
    record_of(ModulePage.objects.get(slug="a", locale__language_code="nb"))
    bring(package("spela", "sv", module("b")))
    assert not ModulePage.objects.get(slug="a", locale__language_code="sv").live


def test_a_key_of_a_step_that_is_left_out_is_left_as_it_is():
    full = step("x", minutes=20, content=["Läs"], part="Del 1")
    bring(package("spela", "sv", module("a", full)))
    bring(package("spela", "sv", module("a", step("x", title="Ny"))))
    assert export("spela")[0]["modules"][0]["steps"] == [full | {"title": "Ny"}]


def test_choices_are_replaced_as_a_whole():
    def asked(*right: bool) -> dict:
        choices = [{"text": str(place), "correct": mark} for place, mark in enumerate(right)]
        question = {"id": "q", "kind": "single", "prompt": "Vad?", "choices": choices}
        return package("spela", "sv", module("a", step("x", questions=[question])))

    bring(asked(True, False))
    assert not faults(asked(False, True))
    bring(asked(False, True))
    question = export("spela")[0]["modules"][0]["steps"][0]["questions"][0]
    assert question["choices"] == [{"text": "0"}, {"text": "1", "correct": True}]


def test_what_an_editor_has_set_of_a_question_is_kept_when_a_file_changes_its_words():
    things = [{"text": "Puls"}, {"text": "Ord"}]
    asked = {"id": "f", "kind": "ordering", "prompt": "Vad?", "choices": things}
    bring(package("spela", "sv", module("a", step("x", questions=[asked]))))
    page = ModulePage.objects.get(slug="a")
    page.steps[0].value["attempts"] = 3
    page.steps[0].value["questions"][0].value["feedback_wrong"] = "Lyssna först."
    page.save_revision().publish()
    before = page.steps.raw_data[0]["value"]["questions"][0]["value"]["choices"]
    bring(package("spela", "sv", module("a", step("x", questions=[asked | {"prompt": "Vad nu?"}]))))
    value = ModulePage.objects.get(slug="a").steps.raw_data[0]["value"]
    (question,) = value["questions"]
    assert (value["attempts"], question["value"]["prompt"]) == (3, "Vad nu?")
    assert question["value"]["feedback_wrong"] == "Lyssna först."
    assert [one["id"] for one in question["value"]["choices"]] == [one["id"] for one in before]
