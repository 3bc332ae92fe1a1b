"""Questions of a step. A question is known by its block's UUID, a choice by its list item's."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.content import PREVIEW
from courses.rules.questions import read_question


class CatalogueIdBlock(blocks.CharBlock):
    """The name by which a catalogue file knows the thing. Filled in by itself when left empty."""

    def __init__(self, **kwargs):
        super().__init__(
            **{
                "required": False,
                "max_length": 80,
                "label": _("Id in catalogue files"),
                "help_text": _("Made by itself when left empty."),
                "validators": [validate_slug],
            }
            | kwargs
        )

    class Meta:
        icon = "key"


class AnswerBlock(blocks.CharBlock):
    """A right answer. A number from a catalogue file stays a number."""

    def to_python(self, value):
        return value

    def get_prep_value(self, value):
        return value

    def value_for_form(self, value):
        return "" if value is None else str(value)


class ChoiceOptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Choice"))
    correct = blocks.BooleanBlock(label=_("Right"), required=False)
    feedback = blocks.CharBlock(label=_("Feedback"), required=False)
    id = CatalogueIdBlock()

    class Meta:
        icon = "radio-empty"
        label = _("Choice")


class QuestionBlock(blocks.StructBlock):
    prompt = blocks.TextBlock(label=_("Question"))

    def get_context(self, value, parent_context=None):
        """For previews; on a module's page the question is rendered with the reader's answer."""
        question = read_question(self.name, "preview", value)
        return super().get_context(value, parent_context) | {"question": question}

    class Meta:
        icon = "help"


class ChoosingBlock(QuestionBlock):
    choices = blocks.ListBlock(ChoiceOptionBlock(), min_num=2, label=_("Choices"))
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


class NumberBlock(QuestionBlock):
    answers = blocks.ListBlock(AnswerBlock(required=True), min_num=1, label=_("Right answers"))
    tolerance = blocks.FloatBlock(
        label=_("Tolerance"),
        min_value=0,
        required=False,
        help_text=_("How far from a right answer is still right."),
    )
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


class ReflectionBlock(QuestionBlock):
    id = CatalogueIdBlock()

    class Meta:
        icon = "comment"
        label = _("Reflection")
        description = _("A question to think and write about; it has no right answer.")
        template = "courses/blocks/question_reflection.html"
        preview_template = PREVIEW
        preview_value = {"prompt": "What will you try with your pupils next week?"}


class QuestionsBlock(blocks.StreamBlock):
    single = SingleBlock()
    multiple = MultipleBlock()
    number = NumberBlock()
    short = ShortBlock()
    reflection = ReflectionBlock()

    class Meta:
        required = False
