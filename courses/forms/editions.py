"""What the forms of an occasion and its venues share: two editors do not overwrite each other."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from courses.actions.claim_edit import ChangedMeanwhileError, claim_edit
from courses.forms.fields import as_validation_error
from courses.models import Occasion


class EditionForm(WagtailAdminModelForm):
    """Carries which edition of the occasion its editor read."""

    edit_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            thing = self.instance
            occasion = thing if isinstance(thing, Occasion) else thing.occasion
            self.initial["edit_version"] = occasion.edit_version

    def claim(self, occasion_id: int) -> None:
        """After the touch. Refused once: the form then carries the edition that was told of."""
        try:
            claim_edit(occasion_id=occasion_id, read=self.cleaned_data.get("edit_version") or 0)
        except ChangedMeanwhileError as error:
            self.data = self.data.copy()
            self.data[self.add_prefix("edit_version")] = str(error.current)
            raise as_validation_error(error) from error
