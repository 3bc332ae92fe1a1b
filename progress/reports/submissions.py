"""What somebody has handed in for the assignments of a page, round by round."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from courses.rules.html import linkify_plain
from progress.models import Enrolment, Submission
from progress.querysets import plain_uuid

State = Submission.State


@dataclass(frozen=True)
class HandedInFile:
    pk: int
    name: str
    size: int


@dataclass
class Round:
    pk: int
    number: int
    state: str
    text: str
    handed_in_at: datetime | None
    comment: str
    decided_at: datetime | None
    files: list[HandedInFile] = field(default_factory=list)

    @cached_property
    def text_html(self) -> SafeString:
        return mark_safe(linkify_plain(self.text))

    @cached_property
    def comment_html(self) -> SafeString:
        return mark_safe(linkify_plain(self.comment))

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_waiting(self) -> bool:
        return self.state == State.HANDED_IN

    @property
    def is_returned(self) -> bool:
        return self.state == State.RETURNED

    @property
    def is_approved(self) -> bool:
        return self.state == State.APPROVED


@dataclass
class Rounds:
    """All of one assignment, the first one first."""

    every: Sequence[Round] = ()

    @property
    def draft(self) -> Round | None:
        return self.every[-1] if self.every and self.every[-1].is_draft else None

    @property
    def files(self) -> list[HandedInFile]:
        """Attached, and not handed in yet."""
        return self.draft.files if self.draft else []

    @property
    def handed_in(self) -> list[Round]:
        return [one for one in self.every if not one.is_draft]

    @property
    def latest(self) -> Round | None:
        """The latest that was handed in."""
        return self.handed_in[-1] if self.handed_in else None

    @property
    def earlier(self) -> list[Round]:
        return self.handed_in[-2::-1]

    @property
    def is_open(self) -> bool:
        """Whether it is the learner's turn."""
        latest = self.latest
        return latest is None or latest.is_returned


def read_rounds(enrolment: Enrolment, questions: Iterable[str]) -> dict[str, Rounds]:
    """By question; with their files in one query."""
    rows: Iterable[Any] = (
        Submission.objects.filter(
            enrolment=enrolment, question__in=[uuid.UUID(hex=id) for id in questions]
        )
        .order_by("number", "files__pk")
        .values_list(
            plain_uuid("question"),
            "pk",
            "number",
            "state",
            "text",
            "handed_in_at",
            "comment",
            "decided_at",
            "files__pk",
            "files__name",
            "files__size",
        )
    )
    found: dict[str, dict[int, Round]] = defaultdict(dict)
    for question, pk, *said, file, name, size in rows:
        one = found[question].setdefault(pk, Round(pk, *said))
        if file is not None:
            one.files.append(HandedInFile(file, name, size))
    return {question: Rounds(list(each.values())) for question, each in found.items()}


def states_of_steps(enrolment: Enrolment) -> dict[str, str]:
    """The state of the latest that was handed in, by step. One query."""
    rows = Submission.objects.filter(enrolment=enrolment).exclude(state=State.DRAFT)
    rows = rows.order_by("number")
    return dict(rows.values_list(plain_uuid("step"), "state"))
