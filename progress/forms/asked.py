"""What an occasion asks of whoever registers, as the fields of a form."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import AskedKind, ParticipantQuestion
from progress.reports.asked import Asked

LONGEST = 1000


def name_of_field(question: ParticipantQuestion) -> str:
    return f"question_{question.pk}"


def question_fields(questions: Iterable[ParticipantQuestion]) -> dict[str, forms.Field]:
    """By name, in the editor's order; why it is asked is the field's hint."""
    return {name_of_field(question): _field(question) for question in questions}


def _field(question: ParticipantQuestion) -> forms.Field:
    said = {"label": str(question), "help_text": question.why, "required": question.required}
    choices: list[tuple[str, object]]
    if question.kind == AskedKind.YES_NO:
        choices = [("yes", _("Yes")), ("no", _("No"))]
    elif question.kind == AskedKind.CHOICE:
        choices = [(choice, choice) for choice in question.choices]
    else:
        return forms.CharField(max_length=LONGEST, **said)
    if not question.required:
        choices.append(("", _("No answer")))
    field = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **said)
    if not question.required:
        field.initial = ""
    return field


class AnswersForm(forms.Form):
    """The same after one has registered, with what one has answered so far."""

    def __init__(self, *args: Any, asked: Sequence[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = [one.question for one in asked]
        self.fields.update(question_fields(self.questions))
        for one in asked:
            if one.value:
                self.initial[name_of_field(one.question)] = one.value

    @property
    def asked(self) -> list[tuple[ParticipantQuestion, forms.BoundField]]:
        return [(question, self[name_of_field(question)]) for question in self.questions]

    @property
    def answers(self) -> list[tuple[ParticipantQuestion, str]]:
        said = self.cleaned_data
        return [(question, said.get(name_of_field(question), "")) for question in self.questions]
