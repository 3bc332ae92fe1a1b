"""Questions answered in the person's own figures or words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.asking import FeedbackBlock, QuestionBlock
from courses.blocks.catalogue_ids import CatalogueIdBlock
from courses.blocks.content import PREVIEW


class AnswerBlock(blocks.CharBlock):
    """A right answer. A number from a catalogue file stays a number."""

    def to_python(self, value):
        return value

    def get_prep_value(self, value):
        return value

    def value_for_form(self, value):
        return "" if value is None else str(value)


class NumberBlock(QuestionBlock):
    answers = blocks.ListBlock(AnswerBlock(required=True), min_num=1, label=_("Right answers"))
    tolerance = blocks.FloatBlock(
        label=_("Tolerance"),
        min_value=0,
        required=False,
        help_text=_("How far from a right answer is still right."),
    )
    feedback_right = FeedbackBlock(label=_("Feedback when right"))
    feedback_wrong = FeedbackBlock(label=_("Feedback when wrong"))
    id = CatalogueIdBlock()

    class Meta:
        icon = "order"
        label = _("Number")
        description = _("A question whose answer is a number.")
        template = "courses/blocks/question_number.html"
        preview_template = PREVIEW
        preview_value = {
            "prompt": "How many beats are there in a waltz bar?",
            "answers": [3],
        }

    def clean(self, value):
        value = super().clean(value)
        for answer in value["answers"]:
            try:
                float(str(answer).replace(",", "."))
            except ValueError:
                raise blocks.StructBlockValidationError(
                    block_errors={"answers": ValidationError(_("Give numbers, such as 3 or 2,5."))}
                ) from None
        return value


class ShortBlock(QuestionBlock):
    answers = blocks.ListBlock(AnswerBlock(required=True), min_num=1, label=_("Right answers"))
    feedback_right = FeedbackBlock(label=_("Feedback when right"))
    feedback_wrong = FeedbackBlock(label=_("Feedback when wrong"))
    id = CatalogueIdBlock()

    class Meta:
        icon = "edit"
        label = _("Short answer")
        description = _("A question answered with a word or two.")
        template = "courses/blocks/question_short.html"
        preview_template = PREVIEW
        preview_value = {
            "prompt": "What is a scale of five notes called?",
            "answers": ["pentatonic"],
        }
