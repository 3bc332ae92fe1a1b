"""Questions answered by putting things together, or in order."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.asking import FeedbackBlock, QuestionBlock, ShuffleBlock, refuse
from courses.blocks.catalogue_ids import CatalogueIdBlock
from courses.blocks.content import PREVIEW
from courses.blocks.question_media import PartBlock, PartMediaBlock
from courses.rules.questions import problem_with_order, problem_with_pairs


class PairBlock(PartBlock):
    said_by = (("text", "media"), ("match", "match_media"))

    text = blocks.CharBlock(label=_("To match"), required=False)
    media = PartMediaBlock()
    match = blocks.CharBlock(label=_("Its match"), required=False)
    match_media = PartMediaBlock(label=_("Picture or sound of the match"))
    feedback = blocks.CharBlock(
        label=_("Feedback"), required=False, help_text=_("Shown where this is not right.")
    )
    id = CatalogueIdBlock()

    class Meta:
        icon = "link"
        label = _("Pair")
        label_format = "{text} – {match}"
        form_layout = blocks.BlockGroup(
            ["text", "media", "match", "match_media", "feedback"], settings=["id"]
        )


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
        return refuse(value, problem_with_pairs(self.read(value).choices))


class OrderedBlock(PartBlock):
    text = blocks.CharBlock(label=_("Text"), required=False)
    media = PartMediaBlock()
    feedback = blocks.CharBlock(
        label=_("Feedback"), required=False, help_text=_("Shown where this is not right.")
    )
    id = CatalogueIdBlock()

    class Meta:
        icon = "order"
        label = _("Thing to order")
        label_format = "{text}"
        form_layout = blocks.BlockGroup(["text", "media", "feedback"], settings=["id"])


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
        return refuse(value, problem_with_order(self.read(value).choices))
