"""How a finished course becomes a package: which of its content is a step, and what stays behind.

Plain values: stored blocks in, stored blocks out. Nothing here is about a person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from courses.rules.completion import AllModules, AnyOf, OneStep, SomeModules, each, read_rule
from courses.rules.errors import RuleError, gettext_noop

Block = dict[str, Any]
PAPERS = ("document", "link", "audio", "video", "table")


class NotTakenOver(RuleError):
    """What the editor is told: this of the course is not in the package."""


class NothingToTakeOverError(RuleError):
    def __init__(self) -> None:
        super().__init__(
            "nothing",
            gettext_noop(
                "There is nothing yet to make modules of. Give a finished occasion the address of "
                "its recording, or put documents, links, sound, film or tables on the course's "
                "page."
            ),
        )


class NotOverError(RuleError):
    def __init__(self) -> None:
        super().__init__(
            "not_over",
            gettext_noop(
                "No occasion of this course is over yet. A package is made of a course that has "
                "been held: come back then, or set the state of its occasion to finished."
            ),
        )


@dataclass(frozen=True)
class Paper:
    """A block of a course's page that becomes a step, and the heading under which it stood."""

    block: Block
    heading: str = ""

    @property
    def title(self) -> str:
        value = self.block["value"] or {}
        named = value.get("title") or value.get("text") or value.get("table_caption")
        return named or value.get("url") or ""

    @property
    def file(self) -> int | None:
        """The document whose title will do where the block has none."""
        value = self.block["value"] or {}
        return value.get("document") or value.get("file")


def part_body(
    blocks: Iterable[Block], recordings: Collection[str] = ()
) -> tuple[list[Block], list[Paper]]:
    """(what stays on the page, what becomes steps).

    A heading goes away with the last thing that stood under it. A recording that has a module of
    its own is not a paper too.
    """
    stays: list[Block] = []
    papers: list[Paper] = []
    under = ""
    waiting: Block | None = None  # the heading, until something is seen to stay under it
    emptied = False
    for block in blocks:
        if block["type"] == "heading":
            stays += [waiting] if waiting and not emptied else []
            waiting, emptied, under = block, False, block["value"]
        elif block["type"] in PAPERS:
            if (block["value"] or {}).get("url") not in recordings:
                papers.append(Paper(block, under))
            emptied = True
        else:
            stays += [waiting, block] if waiting else [block]
            waiting = None
    stays += [waiting] if waiting and not emptied else []
    return stays, papers


def recording_minutes(meetings: Iterable[tuple[datetime | None, int]]) -> int:
    """Of (start, minutes that count): what several towns have at the same time counts once."""
    longest: dict[datetime | None, int] = {}
    for starts_at, minutes in meetings:
        longest[starts_at] = max(minutes, longest.get(starts_at, 0))
    return sum(longest.values())


def rule_fits(rule: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a package can ask for the same: named modules and steps, and nobody's presence."""
    return all(
        isinstance(asked, AllModules | OneStep | AnyOf)
        or (isinstance(asked, SomeModules) and asked.keys != ())
        for asked in each(read_rule(rule, {}))
    )


def video(url: str, title: str) -> Block:
    value = {"file": None, "url": url, "title": title, "captions": None, "transcript": ""}
    return {"type": "video", "id": str(uuid4()), "value": value}


def step(
    name: str,
    title: str,
    *content: Block,
    part: str = "",
    form: str = "individual",
    minutes: int | None = None,
    questions: Iterable[Block] = (),
) -> Block:
    return {
        "type": "step",
        "id": str(uuid4()),
        "value": {
            "title": title,
            "part": part,
            "form": form,
            "minutes": minutes,
            "required": True,
            "content": list(content),
            "questions": list(questions),
            "pass_percent": 0,
            "attempts": 0,
            "id": name,
        },
    }


def reflection(prompt: str) -> Block:
    return {"type": "reflection", "id": str(uuid4()), "value": {"prompt": prompt, "id": "question"}}
