from django import forms
from django.utils.translation import gettext_lazy as _

from progress.models import ContentChange

Choice = ContentChange.Choice


class PublishChoiceForm(forms.Form):
    """What a changed module asks of those who have begun it, and why."""

    choice = forms.ChoiceField(
        label=_("What is asked of those who have begun?"),
        choices=[(one.value, one.label) for one in (Choice.MIDWAY, Choice.KEEP, Choice.AGAIN)],
        widget=forms.RadioSelect,
        initial=Choice.MIDWAY,
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Kept in the history of changes, for those who ask later."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
