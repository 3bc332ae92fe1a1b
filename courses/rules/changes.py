"""What changed of an occasion that people who have a place in it must know."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Changes:
    """By id: meetings that got other times, that are new, that were called off; venues that moved.

    `decided` are the venues among them that were undecided and now have one place.
    """

    moved: set[int] = field(default_factory=set)
    added: set[int] = field(default_factory=set)
    called_off: set[int] = field(default_factory=set)
    venues: set[int] = field(default_factory=set)
    decided: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.moved or self.added or self.called_off or self.venues)
