"""What was imported comes out again, whatever it is. VIDARE_EXAMPLES=3000 looks further."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from courses.rules.catalogue.canonical import canonical
from courses.rules.catalogue.checking import check_catalogue
from courses.rules.catalogue.merging import merge
from courses.rules.catalogue.schema import schema
from tests.courses import catalogue_strategies as any_
from tests.courses.catalogue_files import bring, changes, export

EXAMPLES = int(os.environ.get("VIDARE_EXAMPLES", "15"))
widely = settings(
    max_examples=EXAMPLES,
    # To shrink an example takes minutes: only where one looks for it.
    phases=[Phase.generate, Phase.shrink] if "VIDARE_EXAMPLES" in os.environ else [Phase.generate],
    database=None,
    suppress_health_check=list(HealthCheck),
)
Values = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("katalog")
    (made / "bilder").mkdir()
    for place, path in enumerate(any_.IMAGES):
        Image.new("RGB", (4, 4 + place)).save(made / path)
    (made / "blad.pdf").write_bytes(b"%PDF-1.7\n")
    (made / "film.webm").write_bytes(b"\x1aE\xdf\xa3")
    (made / "ljud.mp3").write_bytes(b"ID3")
    (made / "text.vtt").write_bytes(b"WEBVTT\n")
    return made


def by_name(courses: list[Values]) -> dict[tuple[str, str], Values]:
    return {(course["id"], course["language"]): course for course in courses}


def undone() -> transaction.Atomic:
    cache.clear()
    return transaction.atomic()


@pytest.mark.django_db
@widely
@given(courses=any_.catalogues())
def test_an_export_of_an_import_is_what_was_imported(folder, courses):
    with undone():
        bring(*courses, folder=folder)
        exported = export()
        assert by_name(exported) == by_name([canonical(course) for course in courses])
        assert not changes(bring(*courses, folder=folder))
        assert not changes(bring(*exported, folder=folder))
        transaction.set_rollback(True)


@pytest.mark.django_db
@widely
@given(first=any_.dated(id="a", language="sv"), then=any_.dated(id="a", language="sv"))
def test_a_dated_course_becomes_what_the_next_file_says(folder, first, then):
    with undone():
        bring(first, folder=folder)
        after = merge(merge(None, first), then)
        sound = not check_catalogue({"format": "catalogue/1", "courses": [after]}).faults
        if sound and any_.meetable(after) == after:
            bring(then, folder=folder)
            assert export() == [after]
        transaction.set_rollback(True)


@pytest.mark.django_db
@widely
@given(first=any_.package(id="a", language="sv"), then=any_.package(id="a", language="sv"))
def test_a_package_becomes_what_the_next_file_says(folder, first, then):
    with undone():
        bring(first, folder=folder)
        after = merge(merge(None, first), then)
        if any_.meetable(after) == after:
            bring(then, folder=folder)
            assert export() == [after]
        transaction.set_rollback(True)


@widely
@given(courses=any_.catalogues())
def test_the_canonical_form_is_at_rest_and_sound(courses):
    once = [canonical(course) for course in courses]
    assert [canonical(course) for course in once] == once
    assert not check_catalogue({"format": "catalogue/1", "courses": once}).faults
    assert [merge(course, course) for course in once] == once


def test_the_examples_reach_every_key_of_the_format():
    reached: set[str] = set()
    for holder, things in {
        "course": st.one_of(any_.dated(id="a", language="sv"), any_.package(id="a", language="sv")),
        "courses": any_.catalogues(),
        "modules": any_.module,
        "steps": any_.step,
        "questions": any_.question,
        "content": any_.content,
        "occasions": any_.occasions(),
    }.items():
        reached.update(*(pairs(thing, holder) for thing in examples(things)))
    # A catalogue is a list of courses.
    reached |= {pair.replace("courses.", "course.") for pair in reached}
    assert keys_of_the_format() <= reached


def examples(things: st.SearchStrategy) -> list[Any]:
    made = []

    @settings(max_examples=50, derandomize=True, phases=[Phase.generate])
    @given(thing=things)
    def collect(thing):
        made.append(thing)

    collect()
    return made


def pairs(value: Any, holder: str) -> Iterator[str]:
    """Each key after the key of what holds it: venues.seats, seats.observer."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield f"{holder}.{key}"
            yield from pairs(item, key)
    if isinstance(value, list):
        for item in value:
            yield from pairs(item, holder)


def keys_of_the_format() -> set[str]:
    def walk(part: Any, holder: str) -> Iterator[str]:
        if not isinstance(part, dict):
            return
        if "$ref" in part:
            yield from walk(schema()["$defs"][part["$ref"].rsplit("/", 1)[1]], holder)
        for key in part.get("propertyNames", {}).get("enum", ()):
            yield f"{holder}.{key}"
        for key, value in part.get("properties", {}).items():
            yield f"{holder}.{key}"
            yield from walk(value, key)
        for key in ("items", "then", "else"):
            yield from walk(part.get(key), holder)

    return set(walk(schema()["$defs"]["course"], "course"))
