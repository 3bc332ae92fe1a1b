from django.utils.translation import gettext_lazy as _

from courses.blocks.asking import QuestionBlock
from courses.blocks.catalogue_ids import CatalogueIdBlock
from courses.blocks.content import PREVIEW


class ReflectionBlock(QuestionBlock):
    id = CatalogueIdBlock()

    class Meta:
        icon = "comment"
        label = _("Reflection")
        description = _("A question to think and write about; it has no right answer.")
        template = "courses/blocks/question_reflection.html"
        preview_template = PREVIEW
        preview_value = {"prompt": "What will you try with your pupils next week?"}
