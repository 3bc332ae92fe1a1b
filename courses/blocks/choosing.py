"""Questions answered by choosing among what is shown."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.asking import FeedbackBlock, QuestionBlock, ShuffleBlock
from courses.blocks.catalogue_ids import CatalogueIdBlock
from courses.blocks.content import PREVIEW
from courses.blocks.question_media import PartBlock, PartMediaBlock


class ChoiceOptionBlock(PartBlock):
    text = blocks.CharBlock(label=_("Choice"), required=False)
    media = PartMediaBlock()
    correct = blocks.BooleanBlock(label=_("Right"), required=False)
    feedback = blocks.CharBlock(label=_("Feedback"), required=False)
    id = CatalogueIdBlock()

    class Meta:
        icon = "radio-empty"
        label = _("Choice")
        label_format = "{text}"
        form_layout = blocks.BlockGroup(["text", "correct", "media", "feedback"], settings=["id"])


class ChoosingBlock(QuestionBlock):
    choices = blocks.ListBlock(ChoiceOptionBlock(), min_num=2, label=_("Choices"))
    shuffle = ShuffleBlock()
    feedback_right = FeedbackBlock(label=_("Feedback when right"))
    feedback_wrong = FeedbackBlock(label=_("Feedback when wrong"))
    id = CatalogueIdBlock()

    def clean(self, value):
        value = super().clean(value)
        right = sum(bool(choice.get("correct")) for choice in value["choices"])
        if problem := self.problem_with(right):
            raise blocks.StructBlockValidationError(
                block_errors={"choices": ValidationError(problem)}
            )
        return value

    def problem_with(self, right: int):
        raise NotImplementedError


class SingleBlock(ChoosingBlock):
    class Meta:
        icon = "radio-full"
        label = _("One right choice")
        description = _("Choices of which exactly one is right.")
        template = "courses/blocks/question_single.html"
        preview_template = PREVIEW
        preview_value = {
            "prompt": "Who sets the pulse?",
            "choices": [
                {"text": "The group", "correct": True},
                {"text": "The teacher"},
            ],
        }

    def problem_with(self, right: int):
        return None if right == 1 else _("Mark exactly one choice as right.")


class MultipleBlock(ChoosingBlock):
    class Meta:
        icon = "check"
        label = _("Several right choices")
        description = _("Choices of which one or more are right.")
        template = "courses/blocks/question_multiple.html"
        preview_template = PREVIEW
        preview_value = {
            "prompt": "Which of these are rhythm instruments?",
            "choices": [
                {"text": "Cajon", "correct": True},
                {"text": "Claves", "correct": True},
                {"text": "Flute"},
            ],
        }

    def problem_with(self, right: int):
        return None if right else _("Mark at least one choice as right.")
