"""Pictures and sounds of questions, of which a catalogue file says nothing, outlive its import."""

from io import StringIO

import pytest
from django.core.management import call_command
from wagtail.models import ReferenceIndex

from courses.models import ModulePage
from tests.courses.catalogue_files import bring, changes, export, faults, module, package, step
from tests.courses.library import picture, plays, shows, sound

pytestmark = pytest.mark.django_db


def question(id: str, kind: str, *choices: dict) -> dict:
    asked = {"id": id, "kind": kind, "prompt": f"{kind}?"}
    return asked | {"choices": list(choices)} if choices else asked


@pytest.fixture
def page() -> ModulePage:
    """As a file made it, and then an editor put pictures and sounds into it."""
    asked = [
        question("what", "single", {"text": "Bow", "correct": True}, {"text": "Reed"}),
        question("like", "matching", *({"text": one, "match": one} for one in ("a", "b", "c"))),
        question("order", "ordering", {"text": "a"}, {"text": "b"}, {"text": "c"}),
        question("heard", "reflection"),
    ]
    bring(package("spela", "sv", module("a", step("x", questions=asked))))
    page = ModulePage.objects.get(slug="a")
    questions = page.steps.raw_data[0]["value"]["questions"]
    what, like, order, heard = (one["value"] for one in questions)
    put(what, 0, text="", media=shows(picture("Bow"), "A bow"))
    put(what, 1, media=shows(picture("Reed"), "Of cane"))
    for place in range(3):
        put(like, place, text="", media=shows(picture(f"Page {place}"), "A page"))
        put(like, place, match="", match_media=plays(sound(f"Sound {place}")))
        put(order, place, text="", media=plays(sound(f"Tone {place}")))
    heard["media"] = [{"type": "audio", "id": "", "value": {"file": sound("Tune").pk, "url": ""}}]
    save(page)
    return page


def put(question: dict, place: int, **value: object) -> None:
    question["choices"][place]["value"].update(value)


def save(page: ModulePage) -> None:
    page.steps = page.steps.stream_block.to_python(page.steps.raw_data)
    page.save_revision().publish()


def stored(name: str) -> dict:
    questions = ModulePage.objects.get(slug="a").steps.raw_data[0]["value"]["questions"]
    return next(one["value"] for one in questions if one["value"]["id"] == name)


def said(question: dict) -> list[tuple]:
    return [
        (one["value"]["text"], one["value"].get("match"), bool(one["value"].get("media")))
        for one in question["choices"]
    ]


def test_an_export_says_in_words_what_there_is_to_choose(page):
    what, like, order, heard = export("spela")[0]["modules"][0]["steps"][0]["questions"]
    assert [one["text"] for one in what["choices"]] == ["A bow", "Reed"]
    assert [one["text"] for one in like["choices"]] == ["A page", "A page 2", "A page 3"]
    assert [one["match"] for one in like["choices"]] == ["♪ 1", "♪ 2", "♪ 3"]
    assert [one["text"] for one in order["choices"]] == ["♪ 1", "♪ 2", "♪ 3"]
    assert heard == {"id": "heard", "kind": "reflection", "prompt": "reflection?"}


def test_the_export_is_sound_and_to_import_it_changes_nothing(page):
    before = page.steps.raw_data[0]
    exported = export("spela")
    assert not faults(*exported)
    assert not changes(bring(*exported))
    assert ModulePage.objects.get(slug="a").steps.raw_data[0] == before


def test_what_a_file_changes_leaves_pictures_and_sounds_where_they_are(page):
    before = {name: stored(name) for name in ("what", "like", "order", "heard")}
    (course,) = export("spela")
    for question in course["modules"][0]["steps"][0]["questions"]:
        question["prompt"] = f"New: {question['prompt']}"
    bring(course)
    for name, value in before.items():
        after = stored(name)
        assert after["prompt"] == f"New: {value['prompt']}"
        assert after.get("media") == value.get("media")
        assert after.get("choices") == value.get("choices")


def test_a_picture_follows_its_words_to_another_place_and_leaves_with_them(page):
    (course,) = export("spela")
    what = course["modules"][0]["steps"][0]["questions"][0]
    what["choices"] = [
        {"text": "Mouthpiece"},
        {"text": "Of brass"},
        what["choices"][0],
    ]
    bring(course)
    assert said(stored("what")) == [
        ("Mouthpiece", None, False),
        ("Of brass", None, False),
        ("", None, True),
    ]


def test_a_choice_with_an_id_keeps_its_picture_when_its_words_change(page):
    put(stored_in(page, "what"), 1, id="cane")
    save(page)
    (course,) = export("spela")
    course["modules"][0]["steps"][0]["questions"][0]["choices"][1]["text"] = "Cane"
    bring(course)
    assert said(stored("what"))[1] == ("Cane", None, True)


def stored_in(page: ModulePage, name: str) -> dict:
    questions = page.steps.raw_data[0]["value"]["questions"]
    return next(one["value"] for one in questions if one["value"]["id"] == name)


def test_the_library_still_knows_what_is_used_after_an_import(page):
    (course,) = export("spela")
    course["modules"][0]["steps"][0]["title"] = "New"
    bring(course)
    used = ReferenceIndex.get_references_for_object(ModulePage.objects.get(slug="a"))
    assert used.filter(model_path__contains="questions").count() == 12


def test_elsewhere_the_words_alone_arrive(page):
    (course,) = export("spela")
    bring(course | {"id": "annat"})
    (copy,) = export("annat")
    assert copy["modules"] == course["modules"]


def test_who_exports_is_told_what_is_left_out(page):
    out, err = StringIO(), StringIO()
    call_command("export_catalogue", "spela", stdout=out, stderr=err)
    assert "spela (sv), a, x: pictures, sounds and films of its questions are left out." in (
        err.getvalue().splitlines()
    )
