"""The steps and questions of a module's latest draft, each with its signal in words."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.template.defaultfilters import floatformat
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from courses.models import ModulePage
from courses.rules.outline import Step, plain_id, read_steps
from progress.reports.step_signals import step_signals
from progress.rules.signals import FEWEST, Share, Signal

KEPT_SECONDS = 10 * 60
SHARES = {Share.NEARLY_ALL: 100, Share.HARDLY_ANY: 0}  # as they are sorted


@dataclass(frozen=True)
class SignalRow:
    """`step` is the title of the step in which a question stands; "" for a step itself."""

    id: str
    title: str
    signal: Signal
    step: str = ""

    @property
    def share(self) -> int | None:
        right = self.signal.right
        return SHARES[right] if isinstance(right, Share) else right

    @property
    def reached(self) -> str:
        return people(self.signal.reached)

    @property
    def done(self) -> str:
        return "" if self.signal.reached is None else people(self.signal.done)

    @property
    def stopped(self) -> str:
        return "" if self.signal.reached is None else people(self.signal.stopped)

    @property
    def right(self) -> str:
        match self.signal.right:
            case None:
                return ""
            case Share.NEARLY_ALL:
                return _("nearly all")
            case Share.HARDLY_ANY:
                return _("hardly any")
        return _("%(percent)s%%") % {"percent": self.signal.right}

    @property
    def attempts(self) -> str:
        return "" if self.signal.attempts is None else floatformat(self.signal.attempts, -1)

    @property
    def line(self) -> str:
        done = _("Answered by: %(people)s") if self.step else _("Done by: %(people)s")
        said = [
            (_("Reached by: %(people)s"), {"people": self.reached}),
            (done, {"people": self.done}),
            (_("Stopped here: %(people)s"), {"people": self.stopped}),
            (_("Right at first try: %(share)s"), {"share": self.right}),
            (_("Attempts, median: %(number)s"), {"number": self.attempts}),
        ]
        return " · ".join(words % values for words, values in said if all(values.values()))


def people(number: int | None) -> str:
    """Whole fives: “20–24”."""
    if not number:
        return _("fewer than %(number)d") % {"number": FEWEST}
    return f"{number}–{number + FEWEST - 1}"


def signal_rows(module: ModulePage) -> list[SignalRow]:
    """Of the latest draft, in its order, each step before its questions. Six queries.

    The numbers are kept for ten minutes: of a course of many people they take a second.
    """
    blocks = list(module.get_latest_revision_as_object().steps.raw_data)
    steps = read_steps(blocks)
    key = f"vidare:signals:{module.translation_key}:{_digest(steps)}"
    signals = cache.get(key)
    if signals is None:
        signals = step_signals(module=module, steps=steps)
        cache.set(key, signals, KEPT_SECONDS)
    return list(_rows(blocks, signals))


def _digest(steps: Sequence[Step]) -> str:
    """Of the steps and questions that are asked about, and their order."""
    asked = "|".join(",".join([step.id, *(id for id, _kind in step.questions)]) for step in steps)
    return hashlib.sha256(asked.encode()).hexdigest()[:16]


def _rows(blocks: list[Any], signals: dict[str, Signal]) -> Iterator[SignalRow]:
    for block in blocks:
        id, value = plain_id(block.get("id")), block["value"]
        title = value.get("title") or ""
        yield SignalRow(id, title, signals[id])
        for asked in value.get("questions") or ():
            question = plain_id(asked.get("id"))
            prompt = Truncator(strip_tags(asked["value"].get("prompt") or "")).chars(90)
            yield SignalRow(question, prompt, signals[question], step=title)
