"""Content of a file as stored blocks, and stored blocks as content of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from courses.rules.catalogue.faults import Place
from courses.rules.catalogue.identity import block_id

Values = dict[str, Any]
# kind of file, key or path of the file → what stands for it on the other side
ToKey = Callable[[str, str], int]
ToPath = Callable[[str, int], str]
WEB = "https://"


def to_blocks(content: list[str | Values], parent: str, key_of: ToKey) -> list[Values]:
    blocks = []
    for place, item in enumerate(content):
        kind, value = _to_block(item, key_of)
        blocks.append({"type": kind, "value": value, "id": block_id(parent, "content", str(place))})
    return blocks


def _to_block(item: str | Values, key_of: ToKey) -> tuple[str, Any]:
    match item:
        case str():
            return "paragraph", item
        case {"heading": text}:
            return "heading", text
        case {"html": html}:
            return "text", html
        case {"quote": quote}:
            return "quote", {"quote": quote, "source": item.get("source", "")}
        case {"link": url}:
            return "link", {"url": url, "text": item.get("text", "")}
        case {"image": path}:
            return "image", {
                "image": key_of("image", path),
                "alt": item["alt"],
                "credit": item.get("credit", ""),
            }
        case {"video": source}:
            captions = item.get("captions")
            return "video", _recording(item, source, key_of) | {
                "captions": key_of("document", captions) if captions else None
            }
        case {"audio": source}:
            return "audio", _recording(item, source, key_of)
        case {"document": path}:
            return "document", {
                "document": key_of("document", path),
                "title": item.get("title", ""),
            }
    header = item.get("header", True)
    return "table", {
        "data": item["table"],
        "cell": [],
        "first_row_is_table_header": header,
        "first_col_is_header": False,
        "table_header_choice": "row" if header else "neither",
        "table_caption": item.get("caption", ""),
    }


def _recording(item: Values, source: str, key_of: ToKey) -> Values:
    is_web = source.startswith(WEB)
    return {
        "file": None if is_web else key_of("document", source),
        "url": source if is_web else "",
        "title": item.get("title", ""),
        "transcript": item.get("transcript", ""),
    }


def from_blocks(
    blocks: list[Values], path_of: ToPath, plain_html: Callable[[str], str]
) -> list[str | Values]:
    """Blocks that an editor left unfinished are left out: without its file an image is none."""
    made = (_from_block(block["type"], block["value"], path_of, plain_html) for block in blocks)
    return [item for item in made if item is not None]


def _from_block(
    kind: str, value: Any, path_of: ToPath, plain_html: Callable[[str], str]
) -> str | Values | None:
    match kind:
        case "paragraph":
            return value
        case "heading":
            return {"heading": value}
        case "text":
            return {"html": plain_html(value)}
        case "quote":
            return {"quote": value.get("quote") or "", "source": value.get("source") or ""}
        case "link":
            url = value.get("url")
            return {"link": url, "text": value.get("text") or ""} if url else None
        case "image":
            return _with_file("image", "image", value, path_of, ("alt", "credit"))
        case "document":
            return _with_file("document", "document", value, path_of, ("title",))
        case "video" | "audio":
            rest = ("title", "transcript")
            if not value.get("file"):
                url = value.get("url")
                made = {kind: url} | _texts(value, rest) if url else None
            else:
                made = _with_file(kind, "document", value | {kind: value["file"]}, path_of, rest)
            if made and value.get("captions"):
                made["captions"] = path_of("document", value["captions"])
            return made
        case "table":
            rows = (value or {}).get("data") or []
            return {
                "table": [[_cell(cell) for cell in row] for row in rows],
                "caption": (value or {}).get("table_caption") or "",
                "header": bool((value or {}).get("first_row_is_table_header")),
            }
    return None


def _with_file(
    key: str, kind: str, value: Values, path_of: ToPath, rest: tuple[str, ...]
) -> Values | None:
    if not value.get(key):
        return None
    path = path_of(kind, value[key])
    return {key: path} | _texts(value, rest) if path else None


def _texts(value: Values, keys: tuple[str, ...]) -> Values:
    return {key: value.get(key) or "" for key in keys}


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def files_in(course: Mapping[str, Any]) -> Iterator[tuple[Values, str, str, Place]]:
    """Every reference to a file: the object that holds it, its key, what it must be, its place."""
    yield from _files_in_content(course.get("content"), ("content",))
    for m, module in enumerate(course.get("modules") or ()):
        for s, step in enumerate((module or {}).get("steps") or ()):
            place: Place = ("modules", m, "steps", s, "content")
            yield from _files_in_content((step or {}).get("content"), place)


def _files_in_content(content: Any, place: Place) -> Iterator[tuple[Values, str, str, Place]]:
    for index, item in enumerate(content or ()):
        if not isinstance(item, dict):
            continue
        for key in ("image", "video", "audio", "document", "captions"):
            source = item.get(key)
            if isinstance(source, str) and not _is_address(key, source):
                yield item, key, key, (*place, index, key)


def _is_address(key: str, source: str) -> bool:
    return key in ("video", "audio") and source.startswith((WEB, "http:"))
