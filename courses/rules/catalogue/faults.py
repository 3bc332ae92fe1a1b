"""What is wrong with a file: where, what, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

Place = tuple[str | int, ...]


def written(place: Place) -> str:
    """courses[3].occasions[0].closes"""
    text = ""
    for part in place:
        if isinstance(part, int):
            text += f"[{part}]"
        elif re.fullmatch(r"[A-Za-z_]\w*", part):
            text += f".{part}" if text else part
        else:
            text += f"[{shown(part)}]"
    return text


def shown(value: object) -> str:
    """A value of the file inside a sentence: short, and on one line."""
    text = f"“{value}”" if isinstance(value, str) else str(value)
    text = text.encode("utf-8", "backslashreplace").decode()
    text = "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
    return text if len(text) <= 80 else f"{text[:60]}… ({len(text)} characters)"


@dataclass(frozen=True)
class Fault:
    place: Place
    says: str

    def __str__(self) -> str:
        where = written(self.place)
        return f"{where}: {self.says}" if where else self.says


def _in_order(fault: Fault) -> list[tuple[int, str]]:
    return [(part, "") if isinstance(part, int) else (-1, part) for part in fault.place]


class CatalogueError(ValueError):
    """The file is refused, and nothing was changed. `faults` are all that were found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(dict.fromkeys(faults), key=_in_order)
        super().__init__("\n".join(str(fault) for fault in self.faults))
