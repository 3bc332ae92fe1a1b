"""What every kind of question is made of."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.question_media import PromptMediaBlock
from courses.blocks.showing import put_on_page, show_media
from courses.rules.questions import Question, read_question


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
    media = PromptMediaBlock()

    def get_context(self, value, parent_context=None):
        """For previews; on a module's page the question is rendered with the reader's answer."""
        question = self.read(value)
        shown = put_on_page(question, show_media(question, value))
        return super().get_context(value, parent_context) | shown

    def read(self, value) -> Question:
        return read_question(self.name, "preview", value)

    class Meta:
        icon = "help"
        label_format = "{prompt}"


def refuse(value, problem):
    if problem:
        error = ValidationError(_(problem))
        raise blocks.StructBlockValidationError(block_errors={"choices": error})
    return value
