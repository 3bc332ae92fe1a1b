"""Two tabs or two devices that write in the same question: whose words are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courses.rules.errors import gettext_noop
from courses.rules.outline import REFLECTION
from courses.rules.questions import Question
from progress.rules.given import Kept
from progress.rules.learning_errors import CannotLearn

WRITTEN = frozenset({"reflection", "assignment", "short", "number"})


@dataclass(frozen=True)
class Draft:
    """What is half-written, as the server has it, or else what was sent in last."""

    value: Kept
    version: int
    attempts: int = 0
    is_sent_in: bool = False


@dataclass(frozen=True)
class Conflict:
    mine: Kept
    theirs: Kept
    version: int


def find_conflicts(
    questions: Sequence[Question],
    given: Mapping[str, Kept],
    drafts: Mapping[str, Draft],
    based_on: Mapping[str, int] | None,
) -> dict[str, Conflict]:
    """What somebody else has written since, by question. Of choices the last one holds.

    `based_on` is the version that the writer had before them; without it nothing is known of that,
    and the last one holds. What was judged is an attempt of its own, and nothing of it is lost by
    the next one; a text that was sent in is written over as what is half-written is.
    """
    found = {}
    for question in questions:
        id, draft = question.id, drafts.get(question.id)
        if draft is None or based_on is None or id not in given or question.kind not in WRITTEN:
            continue
        if draft.is_sent_in and question.kind != REFLECTION:
            continue
        if draft.version != based_on.get(id, 0) and draft.value not in ("", given[id]):
            found[id] = Conflict(given[id], draft.value, draft.version)
    return found


def seen_versions(
    drafts: Mapping[str, Draft], based_on: Mapping[str, int] | None
) -> dict[str, int]:
    """For the writer of a save that came in before: what others have written since stays unseen,
    and is not written over."""
    mine = based_on or {}
    return {id: min(one.version, mine.get(id, one.version) + 1) for id, one in drafts.items()}


class WrittenElsewhere(CannotLearn):
    """Nothing of theirs was written over; what both have written is in `conflicts`."""

    def __init__(self, conflicts: dict[str, Conflict], versions: dict[str, int]) -> None:
        super().__init__(
            "written-elsewhere",
            gettext_noop("You have written in the same place in another tab or on another device."),
        )
        self.conflicts = conflicts
        self.versions = versions


class NoLongerAsked(CannotLearn):
    """What is still asked was kept. `gone` has the questions that were written in, and are not."""

    def __init__(self, gone: Sequence[str], versions: Mapping[str, int]) -> None:
        super().__init__(
            "no-longer-asked",
            gettext_noop("The questions of this step have been changed. Look at them again."),
        )
        self.gone = gone
        self.versions = versions
