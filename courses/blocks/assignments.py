from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.asking import QuestionBlock
from courses.blocks.catalogue_ids import CatalogueIdBlock
from courses.blocks.content import PREVIEW
from courses.rules.assignments import FILES, TEXT, TEXT_AND_FILES, problem_with_questions

WAYS = [
    (TEXT_AND_FILES, _("Text and files")),
    (TEXT, _("Text")),
    (FILES, _("Files")),
]


class AssignmentBlock(QuestionBlock):
    """Handed in, and approved or returned with a comment by somebody who knows the field."""

    prompt = blocks.TextBlock(label=_("Assignment"))
    instructions = blocks.TextBlock(
        label=_("Instructions"),
        required=False,
        rows=3,
        help_text=_("What it has to hold, and what it is read for. Addresses become links."),
    )
    accepts = blocks.ChoiceBlock(
        label=_("Handed in as"), choices=WAYS, default=TEXT_AND_FILES, required=True
    )
    files = blocks.IntegerBlock(
        label=_("Files at most"), min_value=1, max_value=10, default=3, required=True
    )
    id = CatalogueIdBlock()

    class Meta:
        icon = "upload"
        label = _("Assignment")
        description = _("Text and files that are approved or returned with a comment.")
        template = "courses/blocks/question_assignment.html"
        preview_template = PREVIEW
        preview_value = {
            "prompt": "Plan three lessons with a mixed ensemble.",
            "accepts": TEXT_AND_FILES,
            "files": 3,
        }


def refuse_assignments(step):
    """An assignment is approved by a person, so that no other answer can make its step done."""
    problem = problem_with_questions([asked.block_type for asked in step.get("questions") or []])
    if problem:
        raise blocks.StructBlockValidationError(
            block_errors={"questions": ValidationError(_(problem))}
        )
    return step
