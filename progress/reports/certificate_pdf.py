"""A certificate on paper: PDF/A-3a and PDF/UA-1 by typst, byte for byte the same each time."""

import json
import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, cast

import segno
import typst
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.rules.motif import draw
from progress.models import Certificate
from progress.reports.certificates import facts, kind_and_deed

TEMPLATE = Path(__file__).parent.parent / "templates/progress/certificate/certificate.typ"
FONT_PACKAGES = {
    "fontpkg_source_sans_3": "files",
    "manimgx_fonts": "",
    "noto_cjk_sans_otc": "",
}
# What is tried after the text's own font, most likely first.
FALLBACK = [
    "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Ethiopic", "Noto Sans CJK SC",
    "Noto Sans Thai", "Noto Sans Devanagari", "Noto Sans Tamil", "Noto Sans Bengali",
    "Noto Sans Georgian", "Noto Sans Armenian", "Noto Sans Gujarati", "Noto Sans Gurmukhi",
    "Noto Sans Kannada", "Noto Sans Khmer", "Noto Sans Lao", "Noto Sans Malayalam",
    "Noto Sans Myanmar", "Noto Sans Oriya", "Noto Sans Sinhala", "Noto Sans Telugu",
    "Noto Sans Symbols", "Noto Emoji",
]  # fmt: skip
# The light colours of the style sheet's .motif--dated and .motif--package; the ground comes first.
MOTIFS = {
    "dated": ("#fbe3c4", "#e57c1d", "#ad4c02", "#0d4a4a", "#f6c88f", "#6a78e0"),
    "package": ("#dadefa", "#5c6ad6", "#2f3a94", "#0d4a4a", "#bac2f4", "#ee8c34"),
}
UNREADABLE = "?"
LOCK = Lock()  # a compiler serves one thread at a time


def certificate_pdf(certificate: Certificate, address: str) -> bytes:
    """`address` is where anybody can verify it; it stands in words and as a QR code."""
    content = _content(certificate, address)
    timestamp = int(certificate.issued_at.timestamp())
    # Each round takes away one text that no font can show; a name must never cost the certificate.
    for _round in range(20):
        try:
            return _compile(content, timestamp)
        except typst.TypstError as error:
            missing = re.search(r'the text `"(.+?)"` could not be displayed', error.message)
            if missing is None:
                break
            unseen = _unescaped(missing[1])
            if not unseen:
                break  # not a letter that we know how to find: take away all that may be it
            content["text"] = _replace(content["text"], unseen)
    content["text"] = _replace(content["text"], _beyond_latin(content["text"]))
    return _compile(content, timestamp)


@cache
def _compiler() -> typst.Compiler:
    """Reused, since reading the fonts takes longer than setting a page."""
    folders = [str(_folder(package) / inner) for package, inner in FONT_PACKAGES.items()]
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )
    return typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=fonts)


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ImportError(f"certificates need the fonts of {package}, which is not installed")
    return Path(next(iter(spec.submodule_search_locations)))


def _compile(content: Any, timestamp: int) -> bytes:
    with LOCK:
        made = _compiler().compile(
            sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
            format="pdf",
            pdf_standards=["a-3a", "ua-1"],
            timestamp=timestamp,
        )
    return cast(bytes, made)


def _content(certificate: Certificate, address: str) -> dict[str, Any]:
    """Everything that is to be printed, in the certificate's language: the template adds no word.

    What people wrote stands under "text", where letters that no font has may be replaced.
    """
    data, language = certificate.data, certificate.language
    course = data["course"]
    original = course["original_title"]
    with override(language):
        kind, deed = kind_and_deed(data)
        words = {
            "kind": kind,
            "deed": deed,
            "title_of_document": _("%(kind)s for %(name)s")
            % {"kind": kind, "name": data["holder"]},
            "outcomes": _("Learning outcomes"),
            "organisers": _("Organisers") if len(data["organisers"]) > 1 else _("Organiser"),
            "number": _("Certificate number"),
            "verify": _("Anybody can check that this certificate is valid:"),
            "qr": _("QR code that leads to the address where the certificate is checked"),
            "page": _("Page"),
        }
    return {
        "text": {
            "words": words,
            "holder": data["holder"],
            "title": course["title"],
            "original_title": "" if original == course["title"] else original,
            "edition": course["edition"],
            "summary": course["summary"],
            "outcomes": course["outcomes"],
            "facts": [[fact.label, fact.value] for fact in facts(data, language)],
            "organisers": [[one["name"], one["number"]] for one in data["organisers"]],
        },
        "language": language,
        "title_language": course["language"],
        "original_language": course["original_language"],
        "fonts": FALLBACK,
        "number": certificate.number,
        "address": address,
        "shown_address": address.removeprefix("https://").removeprefix("http://").rstrip("/"),
        "qr": segno.make(address, error="m").svg_inline(border=0, dark="#14252b"),
        "motif": _motif(data),
        "deep": MOTIFS[course["kind"]][2],
    }


def _motif(data: dict[str, Any]) -> str:
    """The drawing that the course has on its page and cards."""
    kind = data["course"]["kind"]
    colours = MOTIFS[kind]
    shapes = draw(data["motif"]["seed"], kind, tuple(data["motif"]["topics"]))
    paths = "".join(f'<path fill="{colours[one.tone]}" d="{one.path}"/>' for one in shapes)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 120" width="320" height="120">'
        f'<rect width="320" height="120" fill="{colours[0]}"/>{paths}</svg>'
    )


def _replace(content: Any, letters: set[str]) -> Any:
    if isinstance(content, dict):
        return {key: _replace(value, letters) for key, value in content.items()}
    if isinstance(content, list):
        return [_replace(value, letters) for value in content]
    if isinstance(content, str) and letters.intersection(content):
        return "".join(UNREADABLE if letter in letters else letter for letter in content)
    return content


def _unescaped(text: str) -> set[str]:
    """The letters of an error's text, where an invisible one is written as \\u{e000}."""
    plain = re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), text)
    return {letter for letter in plain if letter != " " and (letter < " " or letter > "~")}


def _beyond_latin(content: Any) -> set[str]:
    """Every character that Source Sans 3 may lack, and those that show nothing."""
    if isinstance(content, str):
        return {
            letter
            for letter in content
            if (ord(letter) > 0x24F and letter not in "–—“”’…•")
            or unicodedata.category(letter).startswith("C")
        }
    parts = content.values() if isinstance(content, dict) else content
    return set().union(*(_beyond_latin(part) for part in parts))
