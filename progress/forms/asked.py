"""What an occasion asks of whoever registers, as the fields of a form."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import AskedKind, ParticipantQuestion

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
