"""The one way in for markup, and the one way from plain text to markup.

The allow list is what the editor's rich text can make (Draftail's features h3, h4, bold, italic,
ol, ul, hr, link, superscript, subscript, blockquote), so what is imported can be edited. A link
has an address that a reader may follow: http, https, mailto or tel.

Wagtail keeps links to its own pages and documents as `<a linktype="page" id="7">`. Those live in
the database and are kept when `internal_links` is true; from a file or a person, where an id means
nothing, they are not, and neither is `<embed>`: an image or a film is a block of its own.

nh3 is the last guard on everything. Bleach, which gets no more security releases, only finds the
addresses in text that is escaped already, and nh3 reads what it wrote.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from html import escape

import nh3
from bleach.linkifier import Linker

TAGS = {
    "p", "h3", "h4", "strong", "b", "em", "i", "ul", "ol", "li", "a", "br", "hr", "sup", "sub",
    "blockquote",
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel"}
ADDRESS = re.compile(r"(?:https?://[^\s/]|mailto:\S|tel:\S)", re.IGNORECASE)


def _followable(tag: str, attribute: str, value: str) -> str | None:
    """A relative address would mean another page on every page that shows the text."""
    if tag == "a" and attribute == "href" and not ADDRESS.match(value):
        return None
    return value


def _cleaner(**attributes: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        clean_content_tags={"script", "style"},
        attributes=attributes,
        attribute_filter=_followable,
        url_schemes=SCHEMES,
        link_rel="noopener",
    )


STRICT = _cleaner(a={"href"})
STORED = _cleaner(a={"href", "linktype", "id"})


Attributes = MutableMapping[tuple[str | None, str], str]


def _only_addresses(attributes: Attributes, new: bool = False) -> Attributes:
    """Bleach takes any word with a known ending for an address; "styrelsen.se" stays a word."""
    written = attributes.get("_text", "")  # type: ignore[call-overload]
    if re.match(r"https?://|www\.", written, re.IGNORECASE) or "@" in written:
        return attributes
    return None  # type: ignore[return-value]  # no link, says bleach's own documentation


LINKER = Linker(callbacks=[_only_addresses], parse_email=True)


def sanitise(html: str, *, internal_links: bool = False) -> str:
    """Markup that is safe to show unescaped. Doing it twice changes nothing."""
    cleaner = STORED if internal_links else STRICT
    cleaned = cleaner.clean(html)
    # The parser may move what was nested wrongly; it is at rest within a few rounds.
    for _ in range(4):
        again = cleaner.clean(cleaned)
        if again == cleaned:
            break
        cleaned = again
    return cleaned


def linkify_plain(text: str) -> str:
    """Plain text as markup: escaped, its addresses made links, its lines and paragraphs kept."""
    paragraphs = re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.replace("\r\n", "\n").strip())
    written = "".join(
        f"<p>{escape(paragraph.strip()).replace(chr(10), '<br>')}</p>"
        for paragraph in paragraphs
        if paragraph.strip()
    )
    return sanitise(LINKER.linkify(written))
