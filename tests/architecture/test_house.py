"""What the house asks of every file in it."""

import re
from html.parser import HTMLParser

from django.template.base import Lexer, TokenType

from tests.architecture.files import ROOT, shown, tracked

TEXTS = (
    ".cfg",
    ".css",
    ".csv",
    ".html",
    ".js",
    ".json",
    ".md",
    ".py",
    ".sh",
    ".toml",
    ".txt",
    ".yml",
)


def test_every_name_says_something():
    saying_nothing = {"utils", "helpers", "common", "misc", "util", "helper"}
    nameless = [
        shown(path)
        for path in tracked()
        if saying_nothing & {*path.relative_to(ROOT).with_suffix("").parts}
    ]
    assert nameless == []


def test_nothing_outside_the_repository_is_read():
    outside = re.compile(r"\.\./" + "shared|/work" + "/")
    assert [shown(path) for path in texts() if outside.search(path.read_text("utf-8"))] == []


def test_pins_have_hashes_and_no_addresses():
    for name in ("requirements.txt", "requirements-dev.txt"):
        pins = (ROOT / name).read_text("utf-8")
        assert not re.search(r"https?:|file:|--index|--find-links|-i ", pins), name
        blocks = re.split(r"\n(?=\S)", pins.strip())
        assert [block for block in blocks if "==" in block and "--hash=" not in block] == []


def test_both_files_pin_the_same_versions():
    running, developing = (
        set(re.findall(r"^(\S+==[^\\\n]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert running - developing == set()


def test_public_templates_have_no_inline_script_or_style():
    """The content security policy refuses them, so they would only seem to work."""
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)|<style|\sstyle=|\son[a-z]+="
    )
    assert [
        f"{shown(path)}: {found.group()}"
        for path in templates()
        if not is_mail(path) and "admin" not in path.parts
        if (found := inline.search(path.read_text("utf-8")))
    ] == []


def test_every_word_of_a_template_can_be_translated():
    untranslated = [
        f"{shown(path)}: {text}"
        for path in templates()
        for text in literal_text(path.read_text("utf-8"))
    ]
    assert untranslated == []


def texts():
    return [path for path in tracked(*TEXTS) if path.name != "CHANGELOG.md"]


def templates():
    return [
        path for path in tracked(".html") if "templates" in path.parts and "tests" not in path.parts
    ]


def is_mail(path) -> bool:
    return "mail" in path.parts


class Words(HTMLParser):
    """Collects what a person reads or hears: text, and attributes with words in them."""

    SPOKEN = ("alt", "aria-label", "placeholder", "title")
    NAMES = {"Vidare", "PDF", "CSV", "XLSX", "JSON", "Excel"}

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        words = set(re.findall(r"[^\W\d_]{2,}", data))
        if words - self.NAMES and self.lasttag not in {"script", "style"}:
            self.found.append(" ".join(data.split()))

    def handle_starttag(self, tag: str, attrs) -> None:
        for name, value in attrs:
            if name in self.SPOKEN and value:
                self.handle_data(value)


def literal_text(source: str) -> list[str]:
    """Words that stand in a template outside {% translate %} and {% blocktranslate %}."""
    outside, ends_with = [], None
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            word = token.contents.split()[0]
            if ends_with is None and word in {
                "blocktranslate",
                "blocktrans",
                "comment",
                "verbatim",
            }:
                ends_with = f"end{word}"
            elif word == ends_with:
                ends_with = None
        elif token.token_type == TokenType.TEXT and ends_with is None:
            outside.append(token.contents)
    words = Words()
    words.feed("".join(outside))
    return words.found
