from django import forms
from django.utils.translation import gettext_lazy as _

from progress.models import ContentChange

Choice = ContentChange.Choice


class PublishChoiceForm(forms.Form):
    """What a changed module asks of those who have begun it, and why."""

    choice = forms.ChoiceField(
        label=_("What is asked of those who have begun?"),
        choices=[
            (Choice.MIDWAY, _("Ask only those midway for what is new")),
            (Choice.KEEP, _("Keep all as done")),
            (Choice.AGAIN, _("Ask all again, in a new version")),
        ],
        widget=forms.RadioSelect,
        initial=Choice.MIDWAY,
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Kept in the history of changes, for those who ask later."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
