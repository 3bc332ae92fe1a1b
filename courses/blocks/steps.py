"""A step is the smallest thing that is done or not done. It is known by its block's UUID."""

from itertools import chain, count
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.assignments import refuse_assignments
from courses.blocks.catalogue_ids import CatalogueIdBlock
from courses.blocks.content import PREVIEW, ContentBlock
from courses.blocks.questions import QuestionsBlock

FORMS = [
    ("individual", _("Individual preparation")),
    ("group", _("Work with colleagues")),
    ("practice", _("Try in practice")),
    ("follow-up", _("Follow-up")),
]


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    part = blocks.CharBlock(
        label=_("Part"),
        required=False,
        help_text=_("The heading under which steps stand together."),
    )
    form = blocks.ChoiceBlock(label=_("Form of work"), choices=FORMS, default="individual")
    minutes = blocks.IntegerBlock(label=_("Planned minutes"), min_value=0, required=False)
    required = blocks.BooleanBlock(label=_("Required"), default=True, required=False)
    content = ContentBlock(label=_("Content"), required=False)
    questions = QuestionsBlock(label=_("Questions"), required=False)
    pass_percent = blocks.IntegerBlock(
        label=_("Percent to pass"),
        min_value=0,
        max_value=100,
        default=0,
        required=False,
    )
    attempts = blocks.IntegerBlock(
        label=_("Attempts allowed"),
        min_value=0,
        max_value=100,
        default=0,
        required=False,
        help_text=_(
            "0: as many as one likes. After the last one the right answers are shown, and the step "
            "counts by the best attempt: who has not passed by then cannot finish it."
        ),
    )
    id = CatalogueIdBlock()

    def clean(self, value):
        return refuse_assignments(super().clean(value))

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | {"step": value}

    class Meta:
        icon = "list-ul"
        label = _("Step")
        label_format = "{title}"
        template = "courses/blocks/step.html"
        preview_template = PREVIEW
        preview_value = {
            "title": "Listen to each other",
            "form": "group",
            "minutes": 20,
            "content": [("paragraph", "Sit in a circle. One claps a pattern, the others answer.")],
        }


class StepsBlock(blocks.StreamBlock):
    step = StepBlock()

    class Meta:
        min_num = 1

    def clean(self, value):
        return name_steps(super().clean(value))


def name_steps(steps: Any) -> Any:
    """Give every step, question and choice that lacks one an id that is unique among its siblings.

    A duplicated block carries its original's id: the later of the two gets a new one.
    """
    taken: set[str] = set()
    for step in steps:
        step.value["id"] = _free_name(step.value.get("id"), step.value.get("title"), "step", taken)
        asked: set[str] = set()
        for question in step.value.get("questions") or []:
            question.value["id"] = _free_name(question.value.get("id"), "", "question", asked)
    return steps


def _free_name(current: str | None, title: str | None, fallback: str, taken: set[str]) -> str:
    stem = current or slugify(title or "")[:70].strip("-") or fallback
    names = chain([stem], (f"{stem}-{number}" for number in count(2)))
    name = next(name for name in names if name not in taken)
    taken.add(name)
    return name
