"""Which files may be handed in: what they are called, how large they are, and what they begin with.

A file's own bytes say what it is; its name and what the browser says of it prove nothing. What is
taken is only ever given out again to be downloaded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from courses.rules.errors import gettext_noop
from progress.rules.learning_errors import CannotLearn

MEGABYTE = 1_000_000
LONGEST_NAME = 120
LOOKED_AT = 512  # bytes of its beginning

ZIP, OLE, FTYP = (0, b"PK\x03\x04"), (0, b"\xd0\xcf\x11\xe0"), (4, b"ftyp")
RIFF, OGG, MATROSKA = (0, b"RIFF"), (0, b"OggS"), (0, b"\x1a\x45\xdf\xa3")
# By ending: (place, bytes) of which one is there; none where it is plain text.
BEGINNINGS: dict[str, tuple[tuple[int, bytes], ...]] = {
    "pdf": ((0, b"%PDF-"),),
    **dict.fromkeys(("docx", "odt", "xlsx", "ods", "pptx", "odp", "mxl"), (ZIP,)),
    **dict.fromkeys(("doc", "xls", "ppt"), (OLE,)),
    "rtf": ((0, b"{\\rtf"),),
    **dict.fromkeys(("txt", "md", "csv", "musicxml"), ()),
    **dict.fromkeys(("jpg", "jpeg"), ((0, b"\xff\xd8\xff"),)),
    "png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "gif": ((0, b"GIF87a"), (0, b"GIF89a")),
    "webp": ((8, b"WEBP"),),
    **dict.fromkeys(("heic", "m4a", "mp4", "m4v"), (FTYP,)),
    **dict.fromkeys(("tif", "tiff"), ((0, b"II*\x00"), (0, b"MM\x00*"))),
    "mp3": ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2"), (0, b"\xff\xfa")),
    "wav": ((8, b"WAVE"),),
    **dict.fromkeys(("ogg", "oga", "opus", "ogv"), (OGG,)),
    "flac": ((0, b"fLaC"),),
    **dict.fromkeys(("mid", "midi"), ((0, b"MThd"),)),
    "mov": (FTYP, *((4, word) for word in (b"moov", b"mdat", b"wide", b"free", b"skip"))),
    **dict.fromkeys(("webm", "mkv"), (MATROSKA,)),
    "avi": ((8, b"AVI "),),
}
TAKEN = tuple(BEGINNINGS)
IN_RIFF = frozenset({"webp", "wav", "avi"})


class FileRefused(CannotLearn):
    """The file was not kept; the message names the mend."""


def plain_name(name: str) -> str:
    """Of a path its last part, without what hides or turns round what follows it."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in last)
    shown = " ".join(re.sub(r'[<>:"|?*%]', "", shown).split()).lstrip(". ")
    stem, dot, ending = shown.rpartition(".")
    if not dot:
        return shown[:LONGEST_NAME] or "file"
    return f"{stem[: LONGEST_NAME - len(ending[:8]) - 1] or 'file'}.{ending[:8]}"


def ending_of(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def check_file(
    name: str, size: int, beginning: bytes, *, endings: Collection[str], megabytes: int
) -> None:
    """`name` is a plain one, `beginning` the first LOOKED_AT bytes. Raises FileRefused.

    An ending that a site has added, and that is not known here, is taken by its name.
    """
    ending = ending_of(name)
    if ending not in endings:
        raise FileRefused(
            "file-kind",
            gettext_noop("“%(name)s” cannot be attached. Save it as one of these: %(endings)s."),
            name=name,
            endings=", ".join(endings),
        )
    if not size:
        raise FileRefused(
            "file-empty",
            gettext_noop("“%(name)s” is empty. Look at it on your device, and choose it again."),
            name=name,
        )
    if size > megabytes * MEGABYTE:
        raise too_large(name, megabytes)
    if not begins_as(ending, beginning):
        raise FileRefused(
            "file-content",
            gettext_noop(
                "“%(name)s” is not what its name says. Open it, save it as .%(ending)s, and choose "
                "that."
            ),
            name=name,
            ending=ending,
        )


def begins_as(ending: str, beginning: bytes) -> bool:
    if ending not in BEGINNINGS:
        return True
    expected = BEGINNINGS[ending]
    if not expected:
        return b"\x00" not in beginning or beginning[:2] in (b"\xff\xfe", b"\xfe\xff")  # UTF-16
    if ending in IN_RIFF and not beginning.startswith(RIFF[1]):
        return False
    return any(beginning[at : at + len(word)] == word for at, word in expected)


def too_large(name: str, megabytes: int) -> FileRefused:
    return FileRefused(
        "file-size",
        gettext_noop(
            "“%(name)s” is larger than %(megabytes)s MB. Make it smaller, or put it elsewhere and "
            "write its address in the text."
        ),
        name=name,
        megabytes=megabytes,
    )


def no_file() -> FileRefused:
    return FileRefused("no-file", gettext_noop("Choose a file first."))


def takes_no_files() -> FileRefused:
    return FileRefused("no-files", gettext_noop("Only a text is handed in here. Write it instead."))


def too_many(most: int) -> FileRefused:
    return FileRefused(
        "too-many",
        gettext_noop("No more than %(most)s can be attached. Take one away first."),
        most=most,
    )


def file_is_gone() -> FileRefused:
    return FileRefused("file-gone", gettext_noop("This file has been taken away already."))
