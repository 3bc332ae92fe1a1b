from courses.blocks.content import ContentBlock
from courses.blocks.questions import QuestionsBlock
from courses.blocks.steps import FORMS, StepBlock, StepsBlock, name_steps

__all__ = [
    "FORMS",
    "ContentBlock",
    "QuestionsBlock",
    "StepBlock",
    "StepsBlock",
    "name_steps",
]
