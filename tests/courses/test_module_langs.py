"""A translated module's page says the language of what nobody has translated yet."""

import pytest

from courses.models import ModulePage, PackagePage
from tests.courses.library import picture
from tests.courses.test_course_langs import a_site, course, in_both, read  # noqa: F401
from tests.progress.packages import module, step

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_picture_says_the_language_of_its_credit_and_a_link_of_its_text(client):
    shown = picture()

    def content(alt: str, credit: str, text: str) -> list[dict]:
        image = {"image": shown.pk, "alt": alt, "credit": credit}
        link = {"url": "https://example.org/", "text": text}
        return [
            {"type": "image", "id": "", "value": image},
            {"type": "link", "id": "", "value": link},
        ]

    first = course(PackagePage, "sv", "Kom.", "Lyssna", title="Rytm")
    here = module(first, step(content=content("En trumma", "Foto: Asta", "Läs mer")), slug="puls")
    other = course(
        PackagePage,
        "nb",
        "Kom (nb).",
        "Lytte",
        title="Rytme",
        translation_key=first.translation_key,
    )
    there = module(other, slug="puls", translation_key=here.translation_key)

    def said(*words: str) -> str:
        steps = [*here.steps.raw_data]
        steps[0]["value"]["content"] = content(*words)
        there.steps = there.steps.stream_block.to_python(steps)
        there.save_revision().publish()
        return read(client, there)

    left = said("En trumma", "Foto: Asta", "Läs mer")
    assert '<div lang="sv"><figure class="figure"><img' in left
    assert '<figcaption lang="sv">Foto: Asta' in left
    assert '<div lang="sv"><p class="block-link"><a' in left
    left = said("En tromme", "Foto: Asta", "Les mer")
    assert '<div lang="sv">' not in left
    assert '<figcaption lang="sv">Foto: Asta' in left
    left = said("En trumma", "Bilde: Asta", "Les mer")
    assert '<figcaption lang="nb">Bilde: Asta' in left
    assert "<figcaption>Foto: Asta" in read(client, here)


def test_a_module_says_the_language_of_the_titles_around_it(client):
    """The course's, and those of the modules that nobody has translated yet."""
    first, other = in_both(PackagePage, "summary")
    other.title = first.title
    other.save_revision().publish()
    later = module(first, step("Räkna", part="Del två"), slug="form", title="Former")
    left = module(
        other,
        *later.steps.raw_data,
        slug="form",
        title="Former",
        translation_key=later.translation_key,
    )
    pulse = ModulePage.objects.child_of(other).get(slug="puls")
    html = read(client, pulse)
    assert '<span lang="sv">Rytm i grupp</span></a>' in html
    assert '<p class="kind kind--package" lang="sv">Rytm i grupp' in html
    assert '<span lang="sv">Former</span></a>' in html
    assert 'Neste modul: </span><span lang="sv">Former' in html
    assert "<span>Pulsen</span></a>" in html
    html = read(client, left)
    assert "Forrige modul: </span><span>Pulsen" in html
    assert '<li class="steps__part" lang="sv">Del två' in html
    assert 'lang="sv"' not in read(client, later).partition("<main")[2]
