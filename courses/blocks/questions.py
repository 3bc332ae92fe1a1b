"""Questions of a step. A question is known by its block's UUID, a choice by its list item's."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.content import PREVIEW
from courses.rules.question_rows import rows_of
from courses.rules.questions import problem_with_order, problem_with_pairs, read_question


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


class PairBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("To match"))
    match = blocks.CharBlock(label=_("Its match"))
    feedback = blocks.CharBlock(
        label=_("Feedback"), required=False, help_text=_("Shown where this is not right.")
    )
    id = CatalogueIdBlock()

    class Meta:
        icon = "link"
        label = _("Pair")


class OrderedBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Text"))
    feedback = blocks.CharBlock(
        label=_("Feedback"), required=False, help_text=_("Shown where this is not right.")
    )
    id = CatalogueIdBlock()

    class Meta:
        icon = "order"
        label = _("Thing to order")


class ShuffleBlock(blocks.BooleanBlock):
    def __init__(self, **kwargs):
        words = _("Each person sees an order of their own, the same at every visit.")
        given = {"required": False, "label": _("Shuffle"), "help_text": words}
        super().__init__(**given | kwargs)


class FeedbackBlock(blocks.TextBlock):
    """Said about the whole answer, once it is checked."""

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "rows": 2} | kwargs)


class QuestionBlock(blocks.StructBlock):
    prompt = blocks.TextBlock(label=_("Question"))

    def get_context(self, value, parent_context=None):
        """For previews; on a module's page the question is rendered with the reader's answer."""
        question = read_question(self.name, "preview", value)
        return super().get_context(value, parent_context) | {
            "question": question,
            "rows": rows_of(question),
        }

    class Meta:
        icon = "help"


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


class MatchingBlock(QuestionBlock):
    choices = blocks.ListBlock(PairBlock(), min_num=2, label=_("Pairs"))
    shuffle = ShuffleBlock(
        label=_("Shuffle what is to match"),
        help_text=_("The matches are always shuffled."),
    )
    feedback_right = FeedbackBlock(label=_("Feedback when right"))
    feedback_wrong = FeedbackBlock(label=_("Feedback when wrong"))
    id = CatalogueIdBlock()

    class Meta:
        icon = "link"
        label = _("Matching")
        description = _("Pairs to put together; each right pair counts.")
        template = "courses/blocks/question_matching.html"
        preview_template = PREVIEW
        preview_value = {
            "prompt": "Which instrument is played how?",
            "choices": [
                {"text": "Violin", "match": "With a bow"},
                {"text": "Flute", "match": "With the breath"},
                {"text": "Cajon", "match": "With the hands"},
            ],
        }

    def clean(self, value):
        value = super().clean(value)
        return refuse(value, problem_with_pairs(item["match"] for item in value["choices"]))


class OrderingBlock(QuestionBlock):
    choices = blocks.ListBlock(
        OrderedBlock(), min_num=2, label=_("In the right order"), help_text=_("Shown shuffled.")
    )
    feedback_right = FeedbackBlock(label=_("Feedback when right"))
    feedback_wrong = FeedbackBlock(label=_("Feedback when wrong"))
    id = CatalogueIdBlock()

    class Meta:
        icon = "order"
        label = _("Ordering")
        description = _("Things to put in order; each two that rightly follow each other count.")
        template = "courses/blocks/question_ordering.html"
        preview_template = PREVIEW
        preview_value = {
            "prompt": "In which order do you teach a song?",
            "choices": [{"text": "Pulse"}, {"text": "Words"}, {"text": "Melody"}],
        }

    def clean(self, value):
        value = super().clean(value)
        return refuse(value, problem_with_order(item["text"] for item in value["choices"]))


def refuse(value, problem):
    if problem:
        error = ValidationError(_(problem))
        raise blocks.StructBlockValidationError(block_errors={"choices": error})
    return value


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
    matching = MatchingBlock()
    ordering = OrderingBlock()
    reflection = ReflectionBlock()

    class Meta:
        required = False
