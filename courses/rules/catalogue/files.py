"""Files beside a catalogue: which paths may name one, and whether one is what it claims to be."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

STARTS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "docx": (b"PK\x03\x04",),
    "pptx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
    "odt": (b"PK\x03\x04",),
    "odp": (b"PK\x03\x04",),
    "ods": (b"PK\x03\x04",),
    "zip": (b"PK\x03\x04", b"PK\x05\x06"),
    "webm": (b"\x1aE\xdf\xa3",),
    "ogg": (b"OggS",),
    "wav": (b"RIFF",),
    "mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"),
}
BOXED = {"mp4", "m4a"}
BY_KIND: dict[str, frozenset[str]] = {
    "captions": frozenset({"vtt"}),
    "video": frozenset({"mp4", "webm"}),
    "audio": frozenset({"m4a", "mp3", "ogg", "wav"}),
}


def path_problem(path: str) -> str | None:
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", path) or path.startswith(("/", "\\", "~")):
        return "is not a path beside the catalogue. Write a relative one: images/choir.jpg."
    parts = path.split("/")
    if ".." in parts or "\\" in path:
        return "leads out of the catalogue's folder. Put the file beside the catalogue."
    if not path or any(part in ("", ".") for part in parts) or not path.isprintable():
        return "is no path of a file. Write it as images/choir.jpg."
    if len(path) > 400:
        return "is too long a path. At most 400 characters fit."
    return None


def extension(path: str) -> str:
    return PurePosixPath(path).suffix.lower().lstrip(".")


def claim_problem(kind: str, path: str, start: bytes, allowed: set[str]) -> str | None:
    """Of a document, a recording or captions, by its name and its first bytes."""
    ends = extension(path)
    fit = (BY_KIND.get(kind, allowed)) & allowed
    if ends in BY_KIND.get(kind, ()) and ends not in allowed:
        return f"ends in .{ends}, which this site does not take: see WAGTAILDOCS_EXTENSIONS."
    if ends not in fit:
        return f"ends in .{ends}, which is not taken here. Use one of {', '.join(sorted(fit))}."
    if not start:
        return "is an empty file. Put the real one there."
    if ends == "vtt":
        is_it = start.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT")
    elif ends in BOXED:
        is_it = start[4:8] == b"ftyp"
    else:
        is_it = start.startswith(STARTS.get(ends, (b"",)))
    return None if is_it else f"is no {ends.upper()} file inside. Put the real one there."
