"""Which path stands for an image or a document in a catalogue file."""

import hashlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files.base import File
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from courses.models import CatalogueFile


class FileNames:
    """The path that a file was imported by, or else one made of its name; never one for two files.

    `marked` adds the digest, so that the same path with other bytes is seen as a change.
    """

    def __init__(self, *, marked: bool = False) -> None:
        self.marked = marked
        self.used: dict[str, tuple[str, int]] = {}
        self.keys: dict[tuple[str, str], int] = {}

    def path_of(self, kind: str, key: int) -> str:
        """Empty where the library has no such file any more."""
        path, digest = self._imported.get((kind, key), ("", ""))
        if not path:
            name = self._names(kind).get(key)
            if not name:
                return ""
            path = f"files/{PurePosixPath(name).name}"
        path = (
            f"{path}#{digest or _digest(kind, key)}"
            if self.marked
            else self._alone(path, (kind, key))
        )
        self.keys[kind, path] = key
        return path

    def save(self, folder: Path) -> None:
        """Write every file that was named, by its path under the folder."""
        for path, (kind, key) in self.used.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with _stored(kind, key).open_file() as source, target.open("wb") as copy:
                copy.writelines(_chunks(source))

    def _alone(self, path: str, file: tuple[str, int]) -> str:
        parts = PurePosixPath(path)
        while self.used.setdefault(path, file) != file:
            path = str(parts.with_stem(f"{parts.stem}-{file[1]}"))
            parts = PurePosixPath(path)
        return path

    @cached_property
    def _imported(self) -> dict[tuple[str, int], tuple[str, str]]:
        rows = CatalogueFile.objects.values_list("path", "digest", "image_id", "document_id")
        return {
            ("image", image) if image else ("document", document): (path, digest)
            for path, digest, image, document in rows
        }

    def _names(self, kind: str) -> dict[int, str]:
        return self._image_names if kind == "image" else self._document_names

    @cached_property
    def _image_names(self) -> dict[int, str]:
        return dict(get_image_model().objects.values_list("pk", "file"))

    @cached_property
    def _document_names(self) -> dict[int, str]:
        return dict(get_document_model().objects.values_list("pk", "file"))


def _stored(kind: str, key: int) -> Any:
    return (get_image_model() if kind == "image" else get_document_model()).objects.get(pk=key)


def _digest(kind: str, key: int) -> str:
    digest = hashlib.sha256()
    with _stored(kind, key).open_file() as source:
        for chunk in _chunks(source):
            digest.update(chunk)
    return digest.hexdigest()


def _chunks(source: File) -> Iterable[bytes]:
    while chunk := source.read(65536):
        yield chunk
