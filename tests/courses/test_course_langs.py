"""A translated course's page and card say which of their words are still the original's."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents.models import Document
from wagtail.models import Page, Site

from courses.models import CourseOutcome, DatedCoursePage, Occasion, PackagePage
from tests.courses.library import picture, shows
from tests.progress.packages import catalogue, module, question, site, step

# What a card says of its original is made by the database itself.
pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

SAID = {
    "title": "Rytm i grupp",
    "subtitle": "Att lyssna",
    "summary": "Spela utan noter.",
    "audience_text": "Den som leder en grupp.",
    "price_note": "Resan ingår.",
    "edition": "Våren 2027",
    "contact_name": "Kursansvarig",
}
MARKED = {
    "subtitle": '<p class="hero__subtitle" lang="sv">Att lyssna',
    "summary": '<p class="lead" lang="sv">Spela utan noter.',
    "audience_text": '<span lang="sv">Den som leder en grupp.',
    "price_note": '<dd lang="sv">Resan ingår.',
    "edition": '<span lang="sv">Våren 2027',
    "contact_name": '<span lang="sv">Kursansvarig',
    "body": '<div lang="sv"><p>Kom som du är.',
    "outcome": '<span lang="sv">Du kan räkna in.',
    "module": 'lang="sv">Tre slag.',
}


@pytest.fixture(autouse=True)
def a_site():
    homes = [catalogue(language).get_parent() for language in ("sv", "nb")]
    Page.objects.filter(pk=homes[1].pk).update(translation_key=homes[0].translation_key)
    Site.clear_site_root_paths_cache()
    site()


def course(kind, language: str, body: str, outcome: str, **fields):
    page = catalogue(language).add_child(
        instance=kind(
            slug=f"rytm-{language}", body=[{"type": "paragraph", "id": "", "value": body}], **fields
        )
    )
    page.outcomes.add(CourseOutcome(text=outcome))
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def in_both(kind, kept: str = "", **fields):
    """In Swedish; and in Bokmål, where one thing is kept as it was in Swedish."""
    parts = {"body": "Kom som du är.", "outcome": "Du kan räkna in."}
    first = course(kind, "sv", **SAID, **parts, **fields)
    told = {name: f"{words} (nb)" for name, words in (SAID | parts).items()}
    told |= {kept: (SAID | parts)[kept]} if kept in told else {}
    other = course(kind, "nb", translation_key=first.translation_key, **told, **fields)
    summary = "Tre slag."
    here = module(first, step("Lyssna"), slug="puls", title="Puls", summary=summary)
    module(
        other,
        step("Lytt"),
        slug="puls",
        title="Pulsen",
        summary=summary if kept == "module" else "Tre slag (nb).",
        translation_key=here.translation_key,
    )
    return first, other


def read(client, page) -> str:
    response = client.get(page.url)
    assert response.status_code == 200
    return re.sub(r">\s+<", "><", " ".join(response.content.decode().split()))


def marked(html: str) -> list[str]:
    return [name for name, words in MARKED.items() if words in html]


@pytest.mark.parametrize("kind", [PackagePage, DatedCoursePage])
@pytest.mark.parametrize("kept", [*MARKED, ""])
def test_a_course_page_marks_what_is_still_the_originals(client, kind, kept):
    first, other = in_both(kind, kept)
    assert marked(read(client, other)) == ([kept] if kept else [])
    assert marked(read(client, first)) == []


def test_a_title_is_marked_with_what_it_heads(client):
    _first, other = in_both(PackagePage, "title")
    assert "<h1>Rytm i grupp" in read(client, other)
    other.refresh_from_db()
    other.summary = SAID["summary"]
    other.save_revision().publish()
    assert '<h1 lang="sv">Rytm i grupp' in read(client, other)


def test_what_the_original_publishes_is_seen_on_the_translation_at_once(client):
    first, other = in_both(PackagePage, "summary")
    assert marked(read(client, other)) == ["summary"]
    first.refresh_from_db()
    first.summary = "Spela efter noter."
    first.save_revision().publish()
    assert marked(read(client, other)) == []


@pytest.mark.parametrize("kind", [PackagePage, DatedCoursePage])
def test_a_translations_page_takes_no_query_more_than_one_in_one_language(client, kind):
    _first, other = in_both(kind, "summary")
    counted = []
    for page in (other, in_one(kind)):
        for _ in range(2):
            read(client, page)
        with CaptureQueriesContext(connection) as captured:
            read(client, page)
        counted.append(len(captured))
    assert counted[0] == counted[1]


def in_one(kind):
    page = catalogue("nb").add_child(instance=kind(slug="alene", title="Alene", summary="Kom."))
    page.save_revision().publish()
    module(page, step("Lytt"))
    page.refresh_from_db()
    return page


@pytest.mark.parametrize(
    ("kept", "lines"),
    [
        ("", []),
        ("title", []),
        ("summary", ['<p class="card__summary" lang="sv">Spela utan noter.']),
    ],
)
def test_a_card_marks_what_is_still_the_originals(client, kept, lines):
    in_both(DatedCoursePage, kept)
    html = read(client, catalogue("nb"))
    assert html.count('class="card card--') == 1
    assert re.findall(r'<[^>]*class="card__[^>]*lang="sv"[^>]*>[^<]*', html) == lines
    assert 'class="card__link" href=' in html
    assert (
        'lang="sv"'
        not in read(client, catalogue("sv"))
        .partition("<main")[2]
        .partition('class="card card--')[2]
        .partition("</article>")[0]
    )


def test_the_original_of_a_card_is_the_course_that_has_the_occasions(client):
    _first, other = in_both(DatedCoursePage, "summary")
    Occasion.objects.create(course=other, slug="host", timezone="Europe/Oslo")
    assert 'card__summary" lang' not in read(client, catalogue("nb"))
    assert '<p class="card__summary" lang="nb">Spela utan noter.' in read(client, catalogue("sv"))


def test_a_catalogue_takes_as_many_queries_at_thirty_translations_as_at_one(client):
    counted = []
    for numbers in (range(1), range(1, 24)):
        for number in numbers:
            first = catalogue("sv").add_child(
                instance=PackagePage(slug=f"a{number}", title=f"A{number}", summary="Spela.")
            )
            catalogue("nb").add_child(
                instance=PackagePage(
                    slug=f"b{number}",
                    title=f"B{number}",
                    summary="Spela.",
                    translation_key=first.translation_key,
                )
            )
        page = catalogue("nb")
        read(client, page)
        with CaptureQueriesContext(connection) as captured:
            html = read(client, page)
        counted.append(len(captured))
        assert html.count('<p class="card__summary" lang="sv">') == numbers.stop
    assert counted[0] == counted[1] <= 8


def test_a_film_says_the_language_of_its_captions_and_its_transcript(client):
    files = [Document.objects.create(title=name, file=f"{name}.vtt") for name in ("sv", "nb")]

    def film(title: str, transcript: str, captions: Document) -> list[dict]:
        value = {
            "file": None,
            "url": "https://example.org/a.mp4",
            "title": title,
            "captions": captions.pk,
            "transcript": transcript,
        }
        return [{"type": "video", "id": "", "value": value}]

    asked = question("reflection", "Vad hör du?", media=film("Hör", "Ett, två.", files[0]))
    one = step("Lyssna", content=film("Tre slag", "Ett, två, tre.", files[0]), questions=[asked])

    def told(title, transcript, captions) -> dict:
        value = {"prompt": "Hva hører du?", "media": film(f"{title}?", transcript, captions)}
        return {
            **one,
            "value": {
                **one["value"],
                "title": "Lytt",
                "content": film(title, "Ett, två, tre.", captions),
                "questions": [{**asked, "value": value}],
            },
        }

    first, other = in_both(PackagePage)
    here = module(first, one, slug="film", title="Film")
    there = module(
        other,
        told("Tre slag (nb)", "Ett, två.", files[0]),
        slug="film",
        translation_key=here.translation_key,
    )
    html = read(client, there)
    assert re.findall('srclang="(..)"', html) == ["sv", "sv"]
    assert html.count('<div lang="sv"><p>Ett, två') == 2
    there.steps = there.steps.stream_block.to_python([told("Tre", "En, to.", files[1])])
    there.save_revision().publish()
    html = read(client, there)
    assert re.findall('srclang="(..)"', html) == ["nb", "nb"]
    assert html.count('<div lang="sv"><p>Ett, två') == 1
    assert re.findall('srclang="(..)"', read(client, here)) == ["sv", "sv"]


def test_a_picture_of_a_choice_says_the_language_of_its_alternative_text(client):
    images = [picture("Bow"), picture("Reed")]

    def asked(prompt: str, *alts: str) -> dict:
        items = [
            {"type": "item", "id": str(n), "value": {"text": "", "media": shows(image, alt)}}
            for n, (image, alt) in enumerate(zip(images, alts, strict=True))
        ]
        items[0]["value"]["correct"] = True
        return {**one, "value": {"prompt": prompt, "choices": items}}

    one = question("single", "Vem?")
    lead = step("Välj", questions=[asked("Vad?", "En stråke", "Ett rör")])
    value = {**lead["value"], "title": "Velg", "questions": [asked("Hva?", "En bue", "Ett rör")]}
    first, other = in_both(PackagePage)
    here = module(first, lead, slug="bild")
    there = module(
        other, {**lead, "value": value}, slug="bild", translation_key=here.translation_key
    )
    html = read(client, there)
    assert 'alt="Ett rör" lang="sv"' in html
    assert 'alt="En bue" loading' in html
    assert 'lang="sv" loading' not in read(client, here)
