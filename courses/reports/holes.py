"""A page as pieces: what is the same for everybody, with holes for what is somebody's own.

While the pieces are made, each slot of the templates leaves a mark instead of what fills it.
"""

from collections.abc import Iterator, Mapping
from secrets import token_hex
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from wagtail import hooks

# Other in each process, and never shown: nothing that anybody writes can be taken for a mark.
SECRET = token_hex(16)
NOTHING = SafeString("")


class Hole(NamedTuple):
    """`empty` stands there where nothing fills it."""

    name: str
    extra: dict[str, Any]
    empty: SafeString = NOTHING


Piece = str | Hole


class Holes:
    def __init__(self) -> None:
        self.made: list[Hole] = []

    def mark(
        self, name: str, extra: Mapping[str, Any] | None = None, empty: SafeString = NOTHING
    ) -> SafeString:
        self.made.append(Hole(name, dict(extra or {}), empty))
        return SafeString(f"{SECRET}{len(self.made) - 1};")

    def split(self, html: str) -> list[Piece]:
        first, *others = html.split(SECRET)
        pieces: list[Piece] = [str(first)]
        for other in others:
            number, _, text = other.partition(";")
            pieces += [self.made[int(number)], text]
        return pieces


def fill_slot(request: HttpRequest | None, page: Any, hole: Hole) -> SafeString:
    """What the apps above have to say there: functions (request, page, **extra), registered as
    vidare_slot_<name>."""
    fillers = hooks.get_hooks(f"vidare_slot_{hole.name}")
    parts = [filler(request, page, **hole.extra) for filler in fillers]
    said = [conditional_escape(part) for part in parts if part]
    return SafeString("".join(said)) if said else hole.empty


def fill(pieces: list[Piece], request: HttpRequest, page: Any, **fresh: Any) -> str:
    """`fresh` are the arguments of slots that belong to this request."""
    return "".join(_filled(pieces, request, page, fresh))


def _filled(
    pieces: list[Piece], request: HttpRequest, page: Any, fresh: dict[str, Any]
) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        else:
            extra = {name: fresh.get(name, value) for name, value in piece.extra.items()}
            yield fill_slot(request, page, piece._replace(extra=extra))
