"""The rows of an occasion's form that ask something of whoever registers."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from courses.forms.fields import LinesField
from courses.models import AskedKind, ParticipantQuestion


class ParticipantQuestionForm(WagtailAdminModelForm):
    choices = LinesField(
        label=gettext_lazy("Choices"),
        required=False,
        help_text=gettext_lazy("One on each line; only for “One of several”."),
    )

    class Meta:
        model = ParticipantQuestion
        fields = ["kind", "label", "why", "choices", "required"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind, choices = cleaned.get("kind"), cleaned.get("choices") or []
        if kind not in (AskedKind.DIETARY, AskedKind.ACCESS) and not cleaned.get("label"):
            self.add_error(
                "label",
                _("Write the question. Only dietary and access needs have words of their own."),
            )
        if kind != AskedKind.CHOICE:
            cleaned["choices"] = []
        elif len(choices) < 2:
            self.add_error("choices", _("Write at least two choices, one on each line."))
        elif len(set(choices)) < len(choices):
            self.add_error("choices", _("Two of the choices are the same: take one away."))
        return cleaned
