"""Addresses as people paste them: one on each line, or a list from a mail or a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Parted by a comma, a semicolon or the end of a line, unless within quotes: "Ek, Bo" <bo@…>.
PARTS = re.compile(r'(?:"[^"\n]*"|[^,;\n])+')
ADDRESS = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+")


@dataclass(frozen=True)
class Pasted:
    """As it was pasted, and the one address in it; "" where there is none, or more than one."""

    text: str
    address: str


def read_addresses(text: str) -> Iterator[Pasted]:
    """Each address once, whatever its case; what holds none is there too, to be told."""
    seen = set()
    for match in PARTS.finditer(text.replace("\r", "\n")):
        part = " ".join(match.group().split())
        if not part:
            continue
        found = ADDRESS.findall(part)
        address = found[0].lower() if len(found) == 1 else ""
        if (address or part) not in seen:
            seen.add(address or part)
            yield Pasted(part, address)
