"""A course as plain values: its modules and their steps, without what they contain.

What is done, locked or next is reckoned on this, never on pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.rules.completion import Asked, Attendance, BeThere, each

REFLECTION, ASSIGNMENT = "reflection", "assignment"


@dataclass(frozen=True)
class Step:
    """A step's id is its block's UUID as 32 hexadecimal digits, the same in every language."""

    id: str
    title: str
    part: str = ""
    form: str = "individual"
    minutes: int = 0
    required: bool = True
    pass_percent: int = 0
    attempts: int = 0  # how many are allowed; 0: any number
    questions: tuple[tuple[str, str], ...] = ()  # (id, kind)
    slug: str = ""  # in catalogue files

    @property
    def graded(self) -> tuple[str, ...]:
        """The questions that have a right answer."""
        return tuple(id for id, kind in self.questions if kind not in (REFLECTION, ASSIGNMENT))

    @property
    def assignment(self) -> str:
        """The question that is handed in; "" where there is none."""
        return next((id for id, kind in self.questions if kind == ASSIGNMENT), "")

    @property
    def is_assigned(self) -> bool:
        """Done by somebody's approval alone."""
        return bool(self.assignment)


@dataclass(frozen=True)
class Module:
    """A live module. Its key is shared by all its translations, its pk is one page's."""

    pk: int
    key: str
    slug: str
    title: str
    role: str = "normal"
    required: bool = True
    revision: int | None = None
    published_at: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


@dataclass(frozen=True)
class Outline:
    pk: int
    key: str
    order: str = "free"
    modules_needed: int | None = None
    attendance_percent: int | None = None
    modules: tuple[Module, ...] = ()
    rule: tuple[Asked, ...] = ()  # in place of the two numbers, where there is one

    @property
    def asks_presence(self) -> bool:
        """Whether it is asked who was at meetings: else nobody needs to look that up."""
        return bool(self.attendance_percent) or any(
            isinstance(asked, Attendance | BeThere) for asked in each(self.rule)
        )

    def module(self, key: str) -> Module | None:
        return next((module for module in self.modules if module.key == key), None)

    def find(self, step: str) -> tuple[Module, Step] | None:
        for module in self.modules:
            for candidate in module.steps:
                if candidate.id == step:
                    return module, candidate
        return None

    def after(self, key: str) -> Module | None:
        keys = [module.key for module in self.modules]
        place = keys.index(key) + 1 if key in keys else len(keys)
        return self.modules[place] if place < len(keys) else None

    def before(self, key: str) -> Module | None:
        keys = [module.key for module in self.modules]
        place = keys.index(key) if key in keys else 0
        return self.modules[place - 1] if place else None


def find_step(steps: Iterable[Step], words: str, id: str = "") -> Step | None:
    """The one of that title or id in catalogue files; else that of the UUID, renamed since."""
    named = words.strip().casefold()
    known = list(steps)
    for step in known:
        if named in (step.title.casefold(), step.slug.casefold()):
            return step
    return next((step for step in known if id and step.id == plain_id(id)), None)


def plain_id(text: object) -> str:
    return str(text).replace("-", "").lower()


def read_steps(blocks: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """The steps of a module's stored blocks."""
    return tuple(_read_step(block) for block in blocks)


def _read_step(block: Mapping[str, Any]) -> Step:
    value = block["value"]
    return Step(
        id=plain_id(block.get("id")),
        title=value.get("title") or "",
        part=value.get("part") or "",
        form=value.get("form") or "individual",
        minutes=value.get("minutes") or 0,
        required=value.get("required", True) is not False,
        pass_percent=value.get("pass_percent") or 0,
        attempts=value.get("attempts") or 0,
        questions=_read_questions(value.get("questions") or ()),
        slug=value.get("id") or "",
    )


def _read_questions(blocks: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((plain_id(block.get("id")), block["type"]) for block in blocks)
