"""Pictures and sounds to choose, match and put in order: by keyboard, on a phone, one at a time."""

from urllib.parse import urlsplit

import pytest
from django.utils.translation import gettext, override

from tests.browser.wcag import check_no_sideways_scrolling, set_scheme
from tests.courses.library import plays, shows
from tests.progress.packages import module, package, question, step


def sv(words: str) -> str:
    with override("sv"):
        return gettext(words)


def heard(number: int) -> str:
    return sv("Sound %(number)s") % {"number": number}


def item(number: int, **value) -> dict:
    id = f"{number}" * 8 + "-1111-4111-8111-111111111111"
    return {"type": "item", "id": id, "value": {"text": "", **value}}


@pytest.fixture
def quiz(site):
    """With the demo's own pictures and sounds, and a film beside them; somebody is on the way."""
    from django.contrib.auth import get_user_model
    from wagtail.documents import get_document_model
    from wagtail.images import get_image_model

    from progress.actions.start_course import start_course

    pictures = {one.title: one for one in get_image_model().objects.all()}
    documents = {one.title: one for one in get_document_model().objects.all()}
    sounds = [documents[f"melodi-{letter}"] for letter in "abc"]
    heard_first = {"file": sounds[2].pk, "url": "", "title": "", "transcript": "Fem toner."}
    score = {"image": pictures["bildruta"].pk, "alt": "Sex rutor", "credit": "Vidare"}
    asked = [
        question(
            "single",
            "Vilken bild är från natten?",
            media=[{"type": "image", "id": "", "value": score}],
            choices=[
                item(1, media=shows(pictures["fjord"], "Låg sol")),
                item(2, media=shows(pictures["fjall"], "Norrsken"), correct=True),
                item(3, text="Scenen", media=shows(pictures["scen"], "Tre ljus")),
            ],
        ),
        question(
            "matching",
            "Vad gör melodin?",
            media=[{"type": "audio", "id": "", "value": heard_first}],
            choices=[
                item(4, media=plays(sounds[0]), match="Sjunker"),
                item(5, media=plays(sounds[1]), match="Stiger"),
            ],
        ),
        question(
            "ordering",
            "Från låg till hög",
            choices=[item(6 + n, media=plays(one)) for n, one in enumerate(sounds)],
        ),
    ]
    film = {"file": documents["linjen"].pk, "url": "", "title": "Linjen"}
    content = [{"type": "video", "id": "", "value": film}]
    course = package("sett-och-hort", title="Sett och hört")
    page = module(course, step("Frågor", content=content, questions=asked, pass_percent=100))
    ada = get_user_model().objects.create_user("ada@example.org", "a long password", name="Ada")
    start_course(person=ada, course=course)
    return page


def open_quiz(page, quiz, sign_in) -> None:
    sign_in(page, "ada@example.org")
    page.goto(urlsplit(quiz.full_url).path)


def playing(page) -> list[str]:
    return page.locator("video, audio").evaluate_all(
        "all => all.filter(one => !one.paused).map(one => one.currentSrc.split('/').at(-1))"
    )


def start(page, media) -> None:
    media.focus()
    page.keyboard.press("Space")
    page.wait_for_function("one => !one.paused", arg=media.element_handle())


def test_a_picture_is_chosen_and_a_sound_is_matched_and_moved_by_keyboard(
    new_page, keyboard, axe, sign_in, quiz
):
    page = new_page(width=320)
    keys = keyboard(page)
    open_quiz(page, quiz, sign_in)
    check_no_sideways_scrolling(page)
    keys.tab_to("Låg sol", role="radio")
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("radio", name="Norrsken", exact=True).is_checked()
    assert page.get_by_role("radio", name="Tre ljus Scenen", exact=True).is_visible()

    for number, match in ((1, "Sj"), (2, "St")):
        keys.tab_to(heard(number), role="combobox")
        page.keyboard.type(match)
    names = page.locator(".ordering__row").evaluate_all("all => all.map(one => one.dataset.thing)")
    assert names == [heard(1), heard(2), heard(3)]
    page.get_by_role("button", name=sv("Move “%(thing)s” up") % {"thing": heard(3)}).focus()
    page.keyboard.press("Enter")
    assert heard(3) in page.locator("[data-ordering-status]").inner_text()
    for scheme in ("light", "dark"):
        set_scheme(page, scheme)
        axe(page)
    page.get_by_role("button", name=sv("Check my answers")).focus()
    page.keyboard.press("Enter")
    page.locator(".feedback--right").first.wait_for()
    axe(page)
    check_no_sideways_scrolling(page)


def test_what_is_chosen_is_seen_without_colours(new_page, sign_in, quiz):
    page = new_page(forced_colors="active")
    open_quiz(page, quiz, sign_in)
    cards = page.locator(".picks--pictures .choice")
    page.get_by_role("radio", name="Norrsken").check()
    widths = cards.evaluate_all("all => all.map(one => getComputedStyle(one).borderTopWidth)")
    assert widths == ["1px", "4px", "1px"]


def test_pictures_keep_their_place_when_the_text_is_twice_as_large(new_page, sign_in, quiz):
    page = new_page(width=640)
    open_quiz(page, quiz, sign_in)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    check_no_sideways_scrolling(page)
    for picture in page.locator(".picks--pictures img").all():
        assert picture.bounding_box()["width"] > 200


def test_one_recording_is_heard_at_a_time_and_only_the_film_has_a_place_to_go_on_from(
    new_page, sign_in, quiz
):
    page = new_page()
    told = []
    page.on("request", lambda sent: told.append(sent.post_data or ""))
    open_quiz(page, quiz, sign_in)
    film = page.locator(".step video")
    first, second = (page.locator(".pairs audio").nth(place) for place in (0, 1))
    start(page, film)
    page.wait_for_function("one => one.currentTime > 0.3", arg=film.element_handle())
    start(page, first)
    page.wait_for_function("one => one.paused", arg=film.element_handle())
    assert playing(page) == ["melodi-a.mp3"]
    start(page, second)
    page.wait_for_function("one => one.paused", arg=first.element_handle())
    assert playing(page) == ["melodi-b.mp3"]
    page.keyboard.press("Space")
    page.wait_for_function("one => one.paused", arg=second.element_handle())
    places = [data for data in told if "media=" in data]
    assert places
    assert all("media=video-" in data for data in places)


def test_without_scripts_all_of_it_can_be_answered(new_page, sign_in, quiz):
    page = new_page(java_script_enabled=False)
    open_quiz(page, quiz, sign_in)
    page.get_by_role("radio", name="Norrsken").check()
    for number, match in ((1, "Sjunker"), (2, "Stiger")):
        prompt = page.locator(".pairs").get_by_role("combobox", name=heard(number))
        prompt.select_option(label=match)
    rows = page.locator(".ordering__row")
    for place in range(3):
        rows.nth(place).locator("select").select_option(label=str(place + 1))
    page.get_by_role("button", name=sv("Check my answers")).click()
    assert page.locator(".feedback--right").count() == 2
    assert page.get_by_role("radio", name="Norrsken").is_checked()
