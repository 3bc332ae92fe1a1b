from __future__ import annotations

import hashlib
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Self

from django.conf import settings
from django.core.files import File
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.fields import get_allowed_image_extensions

from courses.models import CatalogueFile
from courses.rules.catalogue.content import files_in
from courses.rules.catalogue.faults import Fault, shown
from courses.rules.catalogue.files import claim_problem, extension, path_problem

Values = dict[str, Any]
ALIKE = {"jpg": "JPEG", "jpeg": "JPEG"}


@dataclass(frozen=True)
class Found:
    """A file beside the catalogue, sound. `kind` is image or document."""

    kind: str
    path: str
    source: Path
    digest: str

    @property
    def mark(self) -> str:
        return f"{self.path}#{self.digest}"


def mark_files(*, courses: list[Values | None], folder: Path) -> tuple[list[Found], list[Fault]]:
    """Find and check every file that the courses name, and mark its path there with its digest."""
    seen: dict[tuple[str, str], Found | str] = {}
    faults = []
    for index, course in enumerate(courses):
        for holder, key, claim, place in files_in(course or {}):
            path = holder[key]
            if (claim, path) not in seen:
                seen[claim, path] = _look(claim, path, folder)
            found = seen[claim, path]
            if isinstance(found, str):
                faults.append(Fault(("courses", index, *place), f"{shown(path)} {found}"))
            else:
                holder[key] = found.mark
    return [found for found in seen.values() if isinstance(found, Found)], faults


def _look(claim: str, path: str, folder: Path) -> Found | str:
    if problem := path_problem(path):
        return problem
    source = folder / path
    for part in (source, *source.parents):
        if part == folder:
            break
        if part.is_symlink():
            return "is a link to another place. Put the file itself beside the catalogue."
    if not source.is_file():
        return "is not there. Put the file beside the catalogue, or correct the path."
    with source.open("rb") as file:
        start = file.read(64)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if claim == "image":
        problem = _image_problem(source)
    else:
        allowed = set(getattr(settings, "WAGTAILDOCS_EXTENSIONS", ())) or {extension(path)}
        problem = claim_problem(claim, path, start, allowed)
    return problem or Found("image" if claim == "image" else "document", path, source, digest)


def _image_problem(source: Path) -> str | None:
    ends = extension(source.name)
    taken = [kind for kind in get_allowed_image_extensions() if kind != "svg"]
    if ends not in taken:
        return f"ends in .{ends}, which is no picture here. Use one of {', '.join(taken)}."
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(source, formats=[ALIKE.get(ends, ends.upper())]) as image:
                image.verify()
    except Exception:  # noqa: BLE001 Pillow raises whatever its decoders raise
        return f"is no {ends.upper()} picture inside. Put the real one there."
    return None


class Library:
    """The files of one import in the site's library: found there, or put there.

    What was written to the storage is taken away again when the import fails: no rollback does it.
    """

    def __init__(self, files: list[Found], known: Mapping[tuple[str, str], int]) -> None:
        """`known` are the files that the courses of the site have already, by kind and mark."""
        self.files = {(file.kind, file.mark): file for file in files}
        self.written: list[tuple[Any, str]] = []
        rows = CatalogueFile.objects.filter(digest__in={file.digest for file in files})
        self.keys = dict(known)
        for row in rows.order_by("pk"):
            mark = f"{row.path}#{row.digest}"
            if row.image_id:
                self.keys.setdefault(("image", mark), row.image_id)
            if row.document_id:
                self.keys.setdefault(("document", mark), row.document_id)

    def key_of(self, kind: str, mark: str) -> int:
        if (kind, mark) not in self.keys:
            self.keys[kind, mark] = self._add(self.files[kind, mark])
        return self.keys[kind, mark]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        if kind is not None:
            for storage, name in self.written:
                storage.delete(name)

    def _add(self, found: Found) -> int:
        model = get_image_model() if found.kind == "image" else get_document_model()
        name = PurePosixPath(found.path)
        with found.source.open("rb") as source:
            made = model(title=name.stem[:255])
            made.file.save(name.name, File(source), save=False)
            self.written.append((made.file.storage, made.file.name))
            made.file_size, made.file_hash = made.file.size, ""
            made._set_file_hash()
            made.save()
        CatalogueFile.objects.create(path=found.path, digest=found.digest, **{found.kind: made})
        return made.pk
