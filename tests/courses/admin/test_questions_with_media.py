"""What an editor may ask with: a text, a picture or a sound, and never nothing."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.blocks import StructBlockValidationError

from courses.blocks import QuestionsBlock
from courses.models import ModulePage
from tests.courses.library import picture, plays, shows, sound

pytestmark = pytest.mark.django_db


def block(kind: str):
    return QuestionsBlock().child_blocks[kind]


def clean(kind: str, **value):
    asked = block(kind)
    return asked.clean(asked.to_python({"prompt": "What is it?", **value}))


def refused(kind: str, **value) -> dict:
    with pytest.raises(StructBlockValidationError) as error:
        clean(kind, **value)
    return error.value.as_json_data()["blockErrors"]


def words(*texts: str) -> list[dict]:
    return [{"text": text, "correct": place == 0} for place, text in enumerate(texts)]


@pytest.mark.parametrize("kind", ["single", "multiple"])
def test_a_choice_is_a_text_a_picture_or_a_sound(kind):
    shown, heard = shows(picture(), "A bow"), plays(sound())
    choices = [{"text": "", "media": shown, "correct": True}, {"text": "", "media": heard}]
    made = clean(kind, choices=[*choices, {"text": "Reed"}])
    assert [len(one["media"]) for one in made["choices"]] == [1, 1, 0]


@pytest.mark.parametrize("kind", ["single", "ordering"])
def test_a_part_that_says_shows_and_plays_nothing_is_refused(kind):
    errors = refused(kind, choices=[*words("Bow", "Reed"), {"text": ""}])
    assert list(errors["choices"]["blockErrors"]) == [2]
    assert list(errors["choices"]["blockErrors"][2]["blockErrors"]) == ["text"]


def test_both_sides_of_a_pair_need_something():
    pairs = [{"text": "Bow", "match": "Violin"}, {"text": "", "match": ""}]
    errors = refused("matching", choices=pairs)["choices"]["blockErrors"]
    assert list(errors[1]["blockErrors"]) == ["text", "match"]


def test_one_picture_or_sound_is_enough_for_a_part_and_for_a_question():
    both = shows(picture(), "A bow") + plays(sound())
    assert "choices" in refused(
        "single", choices=[{"text": "", "media": both, "correct": True}] * 2
    )
    films = [
        {"type": "audio", "value": {"file": None, "url": "https://example.org/a.mp3", "title": ""}}
    ]
    assert clean("short", media=films, answers=["a"])["media"][0].value["url"]
    assert "media" in refused("short", media=films * 2, answers=["a"])


def test_a_picture_needs_its_alternative_text():
    bare = {"text": "Bow", "media": shows(picture(), ""), "correct": True}
    assert "choices" in refused("single", choices=[bare, {"text": "Reed"}])
    asked = [{"type": "image", "value": {"image": picture().pk, "alt": ""}}]
    assert "media" in refused("reflection", media=asked)


def test_a_sound_is_a_file_that_a_player_can_play():
    paper = {"text": "Bow", "media": plays(sound("Paper", "pdf")), "correct": True}
    assert "choices" in refused("single", choices=[paper, {"text": "Reed"}])


def test_the_same_sound_twice_cannot_be_put_in_order_or_matched_with_itself():
    tone = plays(sound())
    assert "choices" in refused("ordering", choices=[{"text": "", "media": tone}] * 2)
    pairs = [{"text": one, "match": "", "match_media": tone} for one in "ab"]
    assert "choices" in refused("matching", choices=pairs)


def test_a_draft_may_wait_for_its_text():
    asked = block("single")
    value = asked.to_python({"prompt": "", "choices": words("Bow", "")})
    assert asked.clean_deferred(value)
    with pytest.raises(ValidationError):
        asked.clean(value)


def test_questions_of_before_there_were_pictures_are_as_they_were():
    made = clean("single", choices=words("Bow", "Reed"))
    assert [(one["text"], len(one["media"])) for one in made["choices"]] == [
        ("Bow", 0),
        ("Reed", 0),
    ]
    assert len(made["media"]) == 0


@pytest.fixture
def module(course):
    image, tone = picture(), sound()
    choices = [{"type": "item", "id": id, "value": {"text": "", "correct": True}} for id in "ab"]
    choices[0]["value"]["media"] = shows(image, "A bow")
    choices[1]["value"]["media"] = plays(tone)
    asked = {"type": "single", "id": "", "value": {"prompt": "What?", "choices": choices}}
    step = {"type": "step", "id": "", "value": {"title": "Quiz", "questions": [asked]}}
    page = course.add_child(instance=ModulePage(title="Module", slug="module", steps=[step]))
    page.image, page.tone = image, tone
    return page


def test_who_deletes_a_picture_or_a_sound_is_told_where_it_is_asked_about(desk, module):
    for name, file in (("wagtailimages", module.image), ("wagtaildocs", module.tone)):
        kind = name.removeprefix("wagtail").removesuffix("s")
        kind = "document" if kind == "doc" else kind
        page = desk.get(reverse(f"{name}:delete", args=[file.pk])).content.decode()
        assert reverse(f"{name}:{kind}_usage", args=[file.pk]) in page
        usage = desk.get(reverse(f"{name}:{kind}_usage", args=[file.pk])).content.decode()
        assert reverse("wagtailadmin_pages:edit", args=[module.pk]) in usage


def test_a_preview_shows_the_pictures_and_plays_the_sounds(desk, module):
    module.save_revision()
    page = desk.get(reverse("wagtailadmin_pages:view_draft", args=[module.pk])).content.decode()
    assert 'alt="A bow"' in page
    assert module.tone.url in page
