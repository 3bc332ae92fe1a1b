"""Questions that show pictures and play sounds, as they stand on a module's page."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext, override
from wagtail.images import get_image_model

from cms.models import User
from courses.rules.outline import plain_id
from courses.rules.question_rows import match_key
from progress.actions.start_course import start_course
from progress.models import StepRecord
from tests.courses.library import picture, plays, shows, sound
from tests.progress.packages import module, package, question, site, step, step_ids

pytestmark = pytest.mark.django_db

IDS = [f"{n}" * 8 + "-1111-4111-8111-111111111111" for n in range(1, 10)]


def item(place: int, **value) -> dict:
    return {"type": "item", "id": IDS[place], "value": value}


def sv(words: str) -> str:
    with override("sv"):
        return gettext(words)


def heard(number: int) -> str:
    return sv("Sound %(number)s") % {"number": number}


@pytest.fixture
def asked():
    melody = sound("Melody")
    image = {
        "type": "image",
        "id": "",
        "value": {"image": picture("Score").pk, "alt": "Three bars"},
    }
    heard = {"type": "audio", "id": "", "value": {"file": melody.pk, "url": "", "title": ""}}
    heard["value"]["transcript"] = "Three notes rise."
    return [
        question(
            "single",
            "What is this?",
            media=[image],
            choices=[
                item(0, text="", media=shows(picture("Bow"), "A bow"), correct=True),
                item(1, text="Reed", media=shows(picture("Reed"), "A reed of cane")),
            ],
        ),
        question(
            "matching",
            "Which sounds like which?",
            choices=[
                item(2, text="Violin", match="", match_media=plays(sound("Long"))),
                item(3, text="", media=plays(sound("Drum")), match="Short"),
            ],
        ),
        question(
            "ordering",
            "Low to high",
            choices=[item(n, text="", media=plays(sound(f"Tone {n}"))) for n in (4, 5, 6)],
        ),
        question("short", "What did you hear?", media=[heard], answers=["a melody"]),
    ]


@pytest.fixture
def page(asked, client):
    """Read twice, by somebody who signed in by the form and has begun."""
    site()
    course = package()
    made = module(course, step("Quiz", questions=asked, pass_percent=100, attempts=2))
    ada = User.objects.create_user("ada@example.org", "a long password", name="Ada")
    client.post(reverse("accounts:login"), {"username": ada.email, "password": "a long password"})
    start_course(person=ada, course=course)
    for _ in range(2):
        assert client.get(made.url).status_code == 200
    return made


def answer(client, page, asked, *, right: bool) -> None:
    single, match, order, short = (plain_id(one["id"]) for one in asked)
    ids = [plain_id(id) for id in IDS]
    sides = (ids[2], ids[3]) if right else (ids[3], ids[2])
    sent = {
        f"q-{single}": ids[0] if right else ids[1],
        f"q-{match}": [f"{ids[n]}={match_key(match, sides[n - 2])}" for n in (2, 3)],
        f"q-{order}": [f"{ids[n]}={n - 3 if right else 7 - n}" for n in (4, 5, 6)],
        f"q-{short}": "A melody",
    }
    where = reverse(
        "progress:answer",
        args=[page.get_parent().translation_key, page.pk, plain_id(step_ids(page)[0])],
    )
    client.post(where, {"page": page.url, **sent})


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def queries(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return sum("SAVEPOINT" not in query["sql"] for query in captured)


def test_a_page_that_is_kept_asks_for_no_picture_and_no_sound(client, page, asked):
    assert queries(lambda: client.get(page.url)) == 5
    answer(client, page, asked, right=False)
    client.get(page.url)
    assert queries(lambda: client.get(page.url)) == 5


def test_a_picture_is_its_own_name_and_stands_beside_its_text(client, page):
    text = text_of(client.get(page.url))
    alone = r'<input [^>]*> <span class="said"><img [^>]*alt="A bow"[^>]*></span> ?</label>'
    assert re.search(alone, text)
    assert re.search(r'alt="A reed of cane"[^>]*><span>Reed</span>', text)
    assert 'alt="Three bars"' in text


def test_each_sound_has_a_player_that_is_named_and_tells_nothing(client, page):
    text = text_of(client.get(page.url))
    names = re.findall(r'<audio class="player"[^>]*aria-label="([^"]*)"', text)
    assert names == [heard(2), heard(1), heard(1), heard(2), heard(3)]
    assert "Three notes rise." in text
    options = set(re.findall(r"<option[^>]*>([^<]+)</option>", text))
    assert {heard(2), "Short"} <= options


def test_what_is_heard_and_seen_is_graded_as_words_are(client, page, asked):
    answer(client, page, asked, right=True)
    assert StepRecord.objects.get().how == "passed"


def test_what_was_right_is_told_by_the_names_that_stand_on_the_page(client, page, asked):
    for _ in range(2):
        answer(client, page, asked, right=False)
    text = text_of(client.get(page.url))
    assert not StepRecord.objects.exists()
    assert "<li>A bow</li>" in text
    assert f"<li>Violin – {heard(2)}</li>" in text
    assert f"<li>{heard(1)} – Short</li>" in text
    solution = re.search(sv("The right order:") + "</p><ol>(.*?)</ol>", text)[1]
    places = re.findall(r'<li class="ordering__row" data-thing="([^"]*)"', text)
    assert sorted(re.findall("<li>(.*?)</li>", solution)) == [heard(1), heard(2), heard(3)]
    assert re.findall("<li>(.*?)</li>", solution) == places[::-1]


def test_nobody_sees_the_questions_with_their_pictures_and_sounds_too(client, page):
    client.logout()
    text = text_of(client.get(page.url))
    assert text.count('<audio class="player"') == 5
    assert text.count(" disabled>") >= 3


def test_a_picture_that_was_deleted_leaves_its_words(client, page, asked):
    get_image_model().objects.filter(title="Bow").delete()
    cache.clear()
    text = text_of(client.get(page.url))
    assert "<span>A bow</span>" in text
    assert 'alt="A reed of cane"' in text
