from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from courses.actions.export_catalogue import export_catalogue
from courses.models import CatalogueFile, CoursePage
from tests.courses.catalogue_files import bring, changes, dated, export, faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bilder").mkdir()
    Image.new("RGB", (20, 10), "teal").save(tmp_path / "bilder/kor.jpg")
    (tmp_path / "text.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nHej\n")
    (tmp_path / "blad.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "film.webm").write_bytes(b"\x1aE\xdf\xa3film")
    (tmp_path / "tomt.pdf").touch()
    (tmp_path / "fel.jpg").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "fel.pdf").write_bytes(b"<html>")
    (tmp_path / "prog.exe").write_bytes(b"MZ")
    return tmp_path


def picture(path: str) -> dict:
    return dated(content=[{"image": path, "alt": "Kören"}])


FULL = [
    {"image": "bilder/kor.jpg", "alt": "Kören", "credit": "Fotograf"},
    {"video": "film.webm", "captions": "text.vtt", "title": "Film"},
    {"document": "blad.pdf"},
]


def stored_files() -> list[Path]:
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def test_files_beside_the_catalogue_come_into_the_library_once(folder):
    bring(dated(content=FULL), folder=folder)
    before = stored_files()
    assert not changes(bring(dated(content=FULL), folder=folder))
    bring(dated(content=FULL), dated("b", content=FULL), folder=folder)
    assert get_image_model().objects.count() == 1
    assert get_document_model().objects.count() == 3
    assert stored_files() == before


def test_an_export_names_the_files_by_the_paths_that_they_came_by(folder):
    bring(dated(content=FULL), folder=folder)
    assert export()[0]["content"] == FULL


def test_exported_files_can_be_imported_elsewhere(folder, tmp_path):
    bring(dated(content=FULL), folder=folder)
    courses = export_catalogue(folder=tmp_path / "ut")["courses"]
    for path in ("bilder/kor.jpg", "film.webm", "text.vtt", "blad.pdf"):
        assert (tmp_path / "ut" / path).read_bytes() == (folder / path).read_bytes()
    assert not changes(bring(*courses, folder=tmp_path / "ut"))


def test_other_bytes_under_the_same_path_are_a_change(folder):
    bring(picture("bilder/kor.jpg"), folder=folder)
    first = CoursePage.objects.get().body.raw_data[0]["value"]["image"]
    Image.new("RGB", (20, 10), "red").save(folder / "bilder/kor.jpg")
    plans = bring(picture("bilder/kor.jpg"), folder=folder)
    assert changes(plans) == [("updated", "course", "rytm", "content")]
    assert CoursePage.objects.get().body.raw_data[0]["value"]["image"] != first
    assert export()[0]["content"][0]["image"] == "bilder/kor.jpg"


def test_content_that_a_file_leaves_out_keeps_its_pictures(folder):
    bring(dated(content=FULL), folder=folder)
    CatalogueFile.objects.exclude(image=None).delete()
    bring(dated(summary="Ny"))
    assert export()[0]["content"][1:] == FULL[1:]
    assert export()[0]["content"][0]["alt"] == "Kören"


def test_an_editors_own_picture_is_exported_by_a_path_made_of_its_name(folder):
    bring(picture("bilder/kor.jpg"), folder=folder)
    CatalogueFile.objects.all().delete()
    assert export()[0]["content"][0]["image"].startswith("files/kor")
    courses = export_catalogue(folder=folder / "ut")["courses"]
    assert not changes(bring(*courses, folder=folder / "ut"))


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../kor.jpg", "bilder/../../kor.jpg", "C:\\kor.jpg", "bilder\\kor.jpg",
     "~/kor.jpg",
     "file:///etc/passwd", "http://example.org/kor.jpg", "", "bilder/", "./bilder/kor.jpg",
     "borta.jpg", "bilder", "fel.jpg", "blad.pdf", "prog.exe", "bilder/kor.jpg\n"],
)  # fmt: skip
def test_a_path_that_is_no_picture_beside_the_catalogue_is_refused(folder, path):
    (fault,) = faults(picture(path), folder=folder)
    assert fault.startswith("courses[0].content[0].image: ")


def test_a_link_that_leads_out_of_the_folder_is_refused(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("ute") / "kor.jpg"
    Image.new("RGB", (20, 10)).save(outside)
    (folder / "lank.jpg").symlink_to(outside)
    (folder / "mapp").symlink_to(outside.parent)
    for path in ("lank.jpg", "mapp/kor.jpg"):
        (fault,) = faults(picture(path), folder=folder)
        assert "link to another place" in fault


@pytest.mark.parametrize(
    ("item", "key"),
    [
        ({"document": "tomt.pdf"}, "document"),
        ({"document": "fel.pdf"}, "document"),
        ({"document": "prog.exe"}, "document"),
        ({"video": "blad.pdf"}, "video"),
        ({"audio": "film.webm"}, "audio"),
        ({"video": "http://example.org/film"}, "video"),
        ({"video": "https://"}, "video"),
        ({"video": "https://example.org/film", "captions": "blad.pdf"}, "captions"),
    ],
)
def test_a_file_is_what_its_place_and_its_name_claim(folder, item, key):
    (fault,) = faults(dated(content=[item]), folder=folder)
    assert fault.startswith(f"courses[0].content[0].{key}: ")


def test_a_refused_file_leaves_nothing_in_the_library(folder):
    before = stored_files()
    assert faults(picture("bilder/kor.jpg"), dated("b", published="x"), folder=folder)
    assert stored_files() == before


def test_files_are_taken_back_when_the_import_fails_while_it_is_written(folder, monkeypatch):
    def fail(**_keys):
        raise RuntimeError

    before = stored_files()
    monkeypatch.setattr("courses.actions.import_catalogue.index_pages", fail)
    with pytest.raises(RuntimeError):
        bring(dated(content=FULL), folder=folder)
    assert stored_files() == before
    assert not get_image_model().objects.exists()


def test_a_dry_run_writes_no_file(folder):
    before = stored_files()
    assert changes(bring(dated(content=FULL), folder=folder, dry_run=True))
    assert stored_files() == before
