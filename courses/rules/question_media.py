"""Pictures and sounds in the place of words: which they are, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Media:
    """`key` is that of the library: two parts with the same file are the same thing."""

    kind: str  # image or sound
    key: object
    alt: str = ""


def read_media(stored: Iterable[Any] | None) -> Media | None:
    """Reads the stored block as well as the editor's value of it. None where no file is chosen."""
    for item in stored or ():
        if isinstance(item, Mapping):
            kind, value = item["type"], item["value"]
        else:
            kind, value = item.block_type, item.value
        alt = ""
        if kind == "image" and value:
            value, alt = value.get("image"), value.get("alt") or ""
        if value:
            return Media(kind, getattr(value, "pk", value), alt)
    return None
