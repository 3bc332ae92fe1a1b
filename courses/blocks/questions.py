"""Questions of a step. A question is known by its block's UUID, a choice by its list item's."""

from wagtail import blocks

from courses.blocks.arranging import MatchingBlock, OrderingBlock
from courses.blocks.assignments import AssignmentBlock
from courses.blocks.choosing import MultipleBlock, SingleBlock
from courses.blocks.reflections import ReflectionBlock
from courses.blocks.writing import NumberBlock, ShortBlock


class QuestionsBlock(blocks.StreamBlock):
    single = SingleBlock()
    multiple = MultipleBlock()
    number = NumberBlock()
    short = ShortBlock()
    matching = MatchingBlock()
    ordering = OrderingBlock()
    reflection = ReflectionBlock()
    assignment = AssignmentBlock()

    class Meta:
        required = False
