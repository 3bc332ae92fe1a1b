"""An assignment in the course on mixed ensembles, and one that waits for its course leader."""

import datetime
import io

from django.core.files import File

from cms.models import User
from courses.models import ModulePage
from courses.rules.outline import ASSIGNMENT, plain_id, read_steps
from progress.actions.add_file import add_file
from progress.actions.hand_in import hand_in
from progress.models import Enrolment

MODULE, STEP, QUESTION = "mellan-traffarna", "egen-plan", "plan"
INSTRUCTIONS = """Skriv för varje gång vad ni spelar, vem som börjar och vad den gör som är ny.

Bifoga gärna en stämma, en inspelning eller en bild av rummet."""
TEXT = """Första gången: tre toner, alla i ring. Den som är ny väljer vem som börjar.

Andra gången: samma låt, men slagverket tystnar i mitten. Lyssna: https://example.org/tystnad

Tredje gången: vi spelar för en annan grupp och frågar vad de hörde."""
FILE = """Stämma för nybörjare

Tre toner: G, A, H. Spela på ett och tre, vila på två och fyra.
"""


def set_assignment() -> None:
    """A catalogue file has no word for it: it says reflection, and an editor makes it one."""
    page = ModulePage.objects.get(slug=MODULE, locale__language_code="sv")
    steps = list(page.steps.raw_data)
    (step,) = (one["value"] for one in steps if one["value"]["id"] == STEP)
    (question,) = (one for one in step["questions"] if one["value"]["id"] == QUESTION)
    question["type"] = ASSIGNMENT
    question["value"] |= {"instructions": INSTRUCTIONS, "accepts": "both", "files": 3}
    page.steps = page.steps.stream_block.to_python(steps)
    page.save_revision().publish()


def hand_in_plan(teacher: User, when: datetime.datetime) -> None:
    page = ModulePage.objects.get(slug=MODULE, locale__language_code="sv")
    step = next(one for one in read_steps(page.steps.raw_data) if one.slug == STEP)
    way = Enrolment.objects.current().get(
        person=teacher, translation_key=page.get_parent().translation_key
    )
    file = File(io.BytesIO(FILE.encode()), name="stämma-tre-toner.txt")
    place = {"enrolment": way, "module": page, "step": step.id}
    add_file(**place, file=file, now=when)
    hand_in(**place, answers={plain_id(step.assignment): TEXT}, now=when)
