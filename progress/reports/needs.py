"""What the kitchen and the house are told: how many of each answer, and no names (R-21)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from courses.models import AskedKind, Occasion
from progress.models import ParticipantAnswer
from progress.reports.tables import Column
from progress.rules.lives import SEATED
from progress.rules.people import tidy

# A short text may be anything, a name among it: it is counted nowhere.
COUNTED = (AskedKind.DIETARY, AskedKind.ACCESS, AskedKind.CHOICE, AskedKind.YES_NO)


@dataclass(frozen=True)
class NeedCount:
    label: str
    value: str
    people: int


def need_counts(occasion: Occasion) -> list[NeedCount]:
    """Of those with a place, question by question, what most answered first. One query."""
    answers = ParticipantAnswer.objects.filter(
        registration__occasion=occasion, registration__state__in=SEATED, kind__in=COUNTED
    ).order_by("kind", "label", "pk")
    counted: dict[tuple[str, str], tuple[str, int]] = {}
    for answer in answers:
        key = (answer.name, tidy(answer.words).rstrip(".").casefold())
        words, number = counted.get(key, (tidy(answer.words), 0))
        counted[key] = (words, number + 1)
    questions = list(dict.fromkeys(label for label, _value in counted))
    rows = [NeedCount(label, words, number) for (label, _value), (words, number) in counted.items()]
    return sorted(rows, key=lambda row: (questions.index(row.label), -row.people, row.value))


COLUMNS: tuple[Column[NeedCount], ...] = (
    Column("label", _("Question"), lambda row: row.label, width=34),
    Column("value", _("Answer"), lambda row: row.value, width=34),
    Column("people", _("How many"), lambda row: row.people, is_number=True),
)
