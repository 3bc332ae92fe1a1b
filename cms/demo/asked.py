"""Puts pictures and sounds into the demo's questions, for which a catalogue file has no word.

In the catalogue their choices stand as an export would say them: alternative texts, and notes.
"""

from typing import Any

from django.core.files import File
from wagtail.documents import get_document_model

from cms.demo.files import MEDIA
from cms.demo.sound import MOTIFS
from courses.models import CatalogueFile, ModulePage
from courses.rules.catalogue.choices import items
from courses.rules.catalogue.identity import block_id

LISTEN, LOOK = "vilken-stiger", "vilken-bild"
PICTURES = ("fjord.jpg", "scen.jpg", "fjall.jpg", "papper.jpg")


def put_media() -> None:
    files = {LISTEN: sounds(), LOOK: pictures()}
    for page in ModulePage.objects.filter(slug__in=("lyssna-in-ljudet", "bild-for-bild")):
        for step in page.steps.raw_data:
            for question in step["value"]["questions"]:
                put_into(question["value"], files.get(question["value"]["id"], []))
        page.steps = page.steps.stream_block.to_python(list(page.steps.raw_data))
        page.save_revision().publish()


def put_into(question: dict[str, Any], files: list[tuple[str, int]]) -> None:
    """Each choice becomes a picture that is called as it was written, or a sound without words."""
    for choice, (kind, key) in zip(items(question.get("choices")), files, strict=False):
        value = key if kind == "sound" else {"image": key, "alt": choice["text"]}
        id = block_id("demo", question["id"], str(key))
        choice |= {"text": "", "media": [{"type": kind, "value": value, "id": id}]}


def sounds() -> list[tuple[str, int]]:
    documents = get_document_model().objects
    found = []
    for name in MOTIFS:
        with (MEDIA / name).open("rb") as file:
            made = documents.create(title=name.removesuffix(".mp3"), file=File(file, name))
        found.append(("sound", made.pk))
    return found


def pictures() -> list[tuple[str, int]]:
    """They came with the catalogue."""
    keys = dict(CatalogueFile.objects.exclude(image=None).values_list("path", "image_id"))
    return [("image", keys[f"media/{name}"]) for name in PICTURES]
